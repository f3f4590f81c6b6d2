// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "core/mask/inpaint_canvas.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/pipelines/denoiser.h"
#include "inference/pipelines/start_noise.h"

namespace gesso::inference {

/// How the denoising of one picture begins.
struct Beginning {
    at::Tensor latents; ///< [1, C, h, w], float32 on the CPU, as they stand before `firstCall`
    int firstCall = 0;
    std::optional<Repainting> repainting;
};

/// What every beginning is made with. The references must outlive it.
struct BeginningParts {
    const GenerationRequest& request;
    const Scheduler& scheduler;
    const AutoencoderKL& vae;
    StartNoise& noise;
};

/// From noise alone, for the request's size.
[[nodiscard]] Beginning beginFromNoise(const BeginningParts& parts);

/// From a picture of the request's size, of which the request's strength is repainted. Noise is drawn in the order of
/// StableDiffusionImg2ImgPipeline of diffusers 0.39: sample of the encoder, noise. Throws what skippedSteps and
/// encodePicture throw.
[[nodiscard]] Beginning beginFromPicture(const BeginningParts& parts, const Image& picture,
                                         const std::stop_token& stop);

/// From a picture that is repainted under a mask, as StableDiffusionInpaintPipeline of diffusers 0.39, whose order of
/// draws it keeps. `forInpainting`: the UNet takes mask and masked latents beside the noisy ones; any other works on
/// the noisy ones alone, and the original is put back around the mask after each step.
[[nodiscard]] Beginning beginRepainting(const BeginningParts& parts, const InpaintCanvas& canvas, bool forInpainting,
                                        const std::stop_token& stop);

} // namespace gesso::inference
