// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/ddpm_scheduler.h"

#include "inference/schedulers/timestep_spacing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {

DdpmScheduler::DdpmScheduler(const SchedulerConfig& config, int steps)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Zero)), m_prediction(predictionOf(config)),
      m_largeVariance(config.oneOf("variance_type", "fixed_small", {"fixed_small", "fixed_large", "fixed_small_log"}) ==
                      1),
      m_limit(config, OriginalLimit::Clip::On, true)
{
    m_timesteps = spacedTimesteps(timestepSpacingOf(config, TimestepSpacing::Leading), m_schedule.trainSteps(), steps,
                                  config.integer("steps_offset", 0, 0, m_schedule.trainSteps() - 1));
}

float DdpmScheduler::alphaBar(int step) const
{
    const auto place = static_cast<std::size_t>(step);
    return place < m_timesteps.size() ? m_schedule.alphasCumprod[static_cast<std::size_t>(m_timesteps[place])] : 1.F;
}

at::Tensor DdpmScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    return original * std::sqrt(alphaBar(step)) + noise * std::sqrt(1.F - alphaBar(step));
}

at::Tensor DdpmScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const float bar = alphaBar(step);
    return m_limit.apply(originalFrom(m_prediction, output, x, std::sqrt(bar), std::sqrt(1.F - bar)));
}

at::Tensor DdpmScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                               NoiseStream& noise) const
{
    ++state.done;
    const float bar = alphaBar(step);
    const float nextBar = alphaBar(step + 1);
    const float alpha = bar / nextBar;
    const float beta = 1.F - alpha;
    at::Tensor mean = predictedOriginal(output, step, x) * (std::sqrt(nextBar) * beta / (1.F - bar)) +
                      x * (std::sqrt(alpha) * (1.F - nextBar) / (1.F - bar));
    if (m_timesteps[static_cast<std::size_t>(step)] <= 0.) {
        return mean;
    }
    constexpr float kLeastVariance = 1e-20F;
    const float variance = m_largeVariance ? beta : std::max((1.F - nextBar) / (1.F - bar) * beta, kLeastVariance);
    return mean + noise.draw(output.sizes()).to(x.device()) * std::sqrt(variance);
}

} // namespace gesso::inference
