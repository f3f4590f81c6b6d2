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

    [[nodiscard]] Outcome advance(const at::Tensor& latents, int call, bool wantsPrediction,
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

/// How many views of this size are best sent through the network together, 1..4. A graphics card is filled by several;
/// a processor is full with the work of one of 512 x 512, beyond which its caches make batches slower (SD 1.5 in fp32:
/// five views one by one take 37.4 s, four together and one 39.9 s).
[[nodiscard]] std::size_t viewsWorthDoingTogether(at::Device device, int viewWidth, int viewHeight);

} // namespace gesso::inference
