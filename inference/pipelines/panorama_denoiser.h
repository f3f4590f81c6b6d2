// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/pipelines/denoiser.h"
#include "inference/pipelines/panorama_views.h"

namespace gesso::inference {

/// Denoises a canvas of any size through overlapping views, each with a solver of its own, and takes the mean of what
/// they give: StableDiffusionPanoramaPipeline of diffusers 0.39.
class PanoramaDenoiser final : public Denoiser {
public:
    /// `viewsAtOnce` go through the network in one pass, at least 1; the result does not depend on it beyond rounding.
    /// The references must outlive the denoiser.
    PanoramaDenoiser(const Scheduler& scheduler, const GuidedUNet& unet, NoiseStream& noise, PanoramaViews views,
                     std::size_t viewsAtOnce);

    [[nodiscard]] Outcome advance(const at::Tensor& latents, int call, bool foresee,
                                  const std::stop_token& stop) override;

private:
    /// The network's answer for each view of these latents.
    [[nodiscard]] std::vector<at::Tensor> predict(const std::vector<at::Tensor>& views, int call,
                                                  const std::stop_token& stop) const;

    const Scheduler& m_scheduler;
    const GuidedUNet& m_unet;
    NoiseStream& m_noise;
    const PanoramaViews m_views;
    const std::size_t m_viewsAtOnce;
    std::vector<SolverState> m_states; ///< of each view
};

} // namespace gesso::inference
