// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/denoiser.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {

int userStep(const Scheduler& scheduler, int call, int steps)
{
    return std::min(call / scheduler.order(), steps - 1);
}

PlainDenoiser::PlainDenoiser(const Scheduler& scheduler, const GuidedUNet& unet, NoiseStream& noise,
                             std::optional<Repainting> repainting)
    : m_scheduler(scheduler), m_unet(unet), m_noise(noise), m_repainting(std::move(repainting))
{
}

Denoiser::Outcome PlainDenoiser::advance(const at::Tensor& latents, int call, bool wantsPrediction,
                                         const std::stop_token& stop)
{
    at::Tensor input = m_scheduler.scaleModelInput(latents, call);
    if (m_repainting && m_repainting->extra.defined()) {
        input = at::cat({input, m_repainting->extra}, 1); // mask and masked latents are not scaled
    }
    const double timestep = m_scheduler.timesteps()[static_cast<std::size_t>(call)];
    const at::Tensor output = m_unet.predict(input, timestep, userStep(m_scheduler, call, m_unet.steps()), stop);
    Outcome outcome;
    if (wantsPrediction) {
        outcome.predicted = m_scheduler.predictedOriginal(output, call, latents);
    }
    outcome.latents = m_scheduler.step(output, call, latents, m_state, m_noise);
    if (m_repainting && m_repainting->original.defined()) {
        outcome.latents = withOriginal(outcome.latents, call);
    }
    return outcome;
}

at::Tensor PlainDenoiser::withOriginal(const at::Tensor& latents, int call) const
{
    const bool isLast = call + 1 == static_cast<int>(m_scheduler.timesteps().size());
    const at::Tensor around =
        isLast ? m_repainting->original : m_scheduler.addNoise(m_repainting->original, m_repainting->noise, call + 1);
    return (1. - m_repainting->mask) * around + m_repainting->mask * latents;
}

} // namespace gesso::inference
