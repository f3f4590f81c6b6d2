// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/pipelines/guided_unet.h"
#include "inference/schedulers/scheduler.h"

#include <optional>

namespace gesso::inference {

/// What is put in, and back, around the mask while a picture is repainted.
struct Repainting {
    at::Tensor mask;     ///< [1, 1, h, w], 1 where it is repainted
    at::Tensor extra;    ///< [1, 1 + C, h, w], mask and masked latents for a UNet made for inpainting; undefined else
    at::Tensor original; ///< [1, C, h, w], what is put back around the mask after each step; undefined for such a UNet
    at::Tensor noise;    ///< [1, C, h, w], which is added to it
};

/// One picture on its way from noisy to finished latents. Stateful; belongs to that picture.
class Denoiser {
public:
    /// Latents [1, C, h, w] before the next call, and as the network predicts them finished: undefined where that was
    /// not asked for.
    struct Outcome {
        at::Tensor latents, predicted;
    };

    virtual ~Denoiser() = default;

    /// One network call: from the latents before `call` to those after it. Throws Cancelled within one block of a stop.
    [[nodiscard]] virtual Outcome advance(const at::Tensor& latents, int call, bool wantsPrediction,
                                          const std::stop_token& stop) = 0;
};

/// Denoises the picture as a whole: what diffusers' text-to-image, image-to-image and inpainting pipelines do.
class PlainDenoiser final : public Denoiser {
public:
    /// All must outlive it.
    PlainDenoiser(const Scheduler& scheduler, const GuidedUNet& unet, NoiseStream& noise,
                  std::optional<Repainting> repainting);

    [[nodiscard]] Outcome advance(const at::Tensor& latents, int call, bool wantsPrediction,
                                  const std::stop_token& stop) override;

private:
    /// The latents after `call` with the original around the mask.
    [[nodiscard]] at::Tensor withOriginal(const at::Tensor& latents, int call) const;

    const Scheduler& m_scheduler;
    const GuidedUNet& m_unet;
    NoiseStream& m_noise;
    const std::optional<Repainting> m_repainting;
    SolverState m_state;
};

/// The step of the user's that a network call belongs to; the last one for the one call more that PNDM makes.
[[nodiscard]] int userStep(const Scheduler& scheduler, int call, int steps);

} // namespace gesso::inference
