// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/schedulers/noise_stream.h"

namespace gesso::inference {

/// How many of the steps image to image leaves out at the start, as StableDiffusionImg2ImgPipeline.get_timesteps of
/// diffusers 0.39: steps - min(int(steps * strength), steps). The first call is this times the scheduler's order.
///
/// `steps` >= 1. Throws EngineError(InvalidRequest) for a strength outside 0..1 (NaN too), and for one that leaves no
/// step to do; it says which strength or number of steps would.
[[nodiscard]] int skippedSteps(int steps, double strength);

/// A picture's latents [1, C, h, w] as the diffusion works on them: a sample of the VAE's posterior times its scaling
/// factor, float32 on the VAE's device.
///
/// Takes the next draw of `noise`; the noise that is added to these latents is the draw after it, as in diffusers.
/// Throws EngineError(InvalidRequest) for a picture that toTensor refuses or whose sides are no multiples of the VAE's
/// pixels per latent, and Cancelled within one block of a stop. What is not finite is left to the caller.
[[nodiscard]] at::Tensor encodePicture(const AutoencoderKL& vae, const Image& picture, NoiseStream& noise,
                                       const std::stop_token& stop);

/// The same for pixels [1, 3, H, W] in -1..1.
[[nodiscard]] at::Tensor encodePixels(const AutoencoderKL& vae, const at::Tensor& pixels, NoiseStream& noise,
                                      const std::stop_token& stop);

} // namespace gesso::inference
