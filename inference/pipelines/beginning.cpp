// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/beginning.h"

#include "inference/pipelines/picture.h"
#include "inference/pipelines/picture_start.h"

#include <ATen/ATen.h>

namespace gesso::inference {
namespace {

std::vector<std::int64_t> latentShape(const BeginningParts& parts)
{
    const VaeConfig& vae = parts.vae.config();
    const std::int64_t scale = vae.pixelsPerLatent();
    return {1, vae.latentChannels, parts.request.height / scale, parts.request.width / scale};
}

/// A mask of 0 and 255 as [1, 1, H, W], 1 where it is repainted.
at::Tensor maskTensor(const Image& mask)
{
    return at::tensor(mask.u8(), at::kByte).reshape({1, 1, mask.height, mask.width}).gt(127).to(at::kFloat);
}

/// The picture's latents, with what the request wants instead of them under the mask.
at::Tensor withContent(const BeginningParts& parts, const at::Tensor& original, const at::Tensor& mask,
                       const at::Tensor& noise)
{
    switch (parts.request.inpaint.content) {
    case MaskedContent::LatentNoise:
        return original * (1. - mask) + noise * mask;
    case MaskedContent::LatentNothing:
        return original * (1. - mask);
    case MaskedContent::Original:
    case MaskedContent::Fill: // in the picture already
        break;
    }
    return original;
}

} // namespace

Beginning beginFromNoise(const BeginningParts& parts)
{
    Beginning beginning;
    beginning.latents = parts.noise.draw(latentShape(parts)) * parts.scheduler.initNoiseSigma();
    return beginning;
}

Beginning beginFromPicture(const BeginningParts& parts, const Image& picture, const std::stop_token& stop)
{
    Beginning beginning;
    beginning.firstCall = skippedSteps(parts.request.steps, parts.request.strength) * parts.scheduler.order();
    const at::Tensor original = encodePicture(parts.vae, picture, parts.noise.stream(), stop).to(at::kCPU);
    beginning.latents = parts.scheduler.addNoise(original, parts.noise.draw(original.sizes()), beginning.firstCall);
    return beginning;
}

Beginning beginRepainting(const BeginningParts& parts, const InpaintCanvas& canvas, bool forInpainting,
                          const std::stop_token& stop)
{
    Beginning beginning;
    const std::int64_t scale = parts.vae.config().pixelsPerLatent();
    const bool pureNoise = parts.request.strength >= 1. && parts.request.inpaint.content == MaskedContent::Original;
    beginning.firstCall = skippedSteps(parts.request.steps, parts.request.strength) * parts.scheduler.order();

    const at::Tensor pixelMask = maskTensor(canvas.mask());
    Repainting repainting;
    repainting.mask = pixelMask.slice(2, 0, {}, scale).slice(3, 0, {}, scale); // nearest: a latent's first pixel
    at::Tensor original;
    if (!pureNoise || !forInpainting) {
        original = encodePicture(parts.vae, canvas.picture(), parts.noise.stream(), stop).to(at::kCPU);
    }
    repainting.noise = parts.noise.draw(latentShape(parts));
    beginning.latents = pureNoise
                            ? repainting.noise * parts.scheduler.initNoiseSigma()
                            : parts.scheduler.addNoise(withContent(parts, original, repainting.mask, repainting.noise),
                                                       repainting.noise, beginning.firstCall);
    if (forInpainting) {
        const at::Tensor masked = toTensor(canvas.picture()) * (1. - pixelMask);
        const at::Tensor latents = encodePixels(parts.vae, masked, parts.noise.stream(), stop).to(at::kCPU);
        repainting.extra = at::cat({repainting.mask, latents}, 1);
    } else {
        repainting.original = original;
        (void)parts.noise.stream().draw(latentShape(parts)); // diffusers encodes the masked picture here too
    }
    beginning.repainting = std::move(repainting);
    return beginning;
}

} // namespace gesso::inference
