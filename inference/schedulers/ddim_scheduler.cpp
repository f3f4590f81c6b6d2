// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/ddim_scheduler.h"

#include "inference/schedulers/timestep_spacing.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

DdimScheduler::DdimScheduler(const SchedulerConfig& config, int steps, double eta)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Zero)), m_prediction(predictionOf(config)),
      m_finalAlphaBar(config.flag("set_alpha_to_one", true) ? 1.F : m_schedule.alphasCumprod.front()),
      m_limit(config, OriginalLimit::Clip::On, true), m_eta(eta), m_stride(m_schedule.trainSteps() / steps)
{
    m_timesteps = spacedTimesteps(timestepSpacingOf(config, TimestepSpacing::Leading), m_schedule.trainSteps(), steps,
                                  config.integer("steps_offset", 0, 0, m_schedule.trainSteps() - 1));
}

float DdimScheduler::alphaBar(int step) const
{
    return m_schedule.alphasCumprod[static_cast<std::size_t>(m_timesteps[static_cast<std::size_t>(step)])];
}

at::Tensor DdimScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    return original * std::sqrt(alphaBar(step)) + noise * std::sqrt(1.F - alphaBar(step));
}

at::Tensor DdimScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const float bar = alphaBar(step);
    return m_limit.apply(originalFrom(m_prediction, output, x, std::sqrt(bar), std::sqrt(1.F - bar)));
}

at::Tensor DdimScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                               NoiseStream& noise) const
{
    const float bar = alphaBar(step);
    const auto next = static_cast<std::ptrdiff_t>(m_timesteps[static_cast<std::size_t>(step)]) - m_stride;
    const float nextBar = next >= 0 ? m_schedule.alphasCumprod[static_cast<std::size_t>(next)] : m_finalAlphaBar;

    // The direction is that of the network's own answer, also where x0 is clipped.
    const at::Tensor direction = noiseFrom(m_prediction, output, x, std::sqrt(bar), std::sqrt(1.F - bar));
    ++state.done;
    const at::Tensor original = predictedOriginal(output, step, x) * std::sqrt(nextBar);
    if (m_eta <= 0.) {
        return original + direction * std::sqrt(1.F - nextBar);
    }
    const float variance = (1.F - nextBar) / (1.F - bar) * (1.F - bar / nextBar);
    const auto spread = static_cast<float>(m_eta * std::sqrt(variance));
    return original + direction * std::sqrt(1.F - nextBar - spread * spread) +
           noise.draw(output.sizes()).to(x.device()) * spread;
}

} // namespace gesso::inference
