// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/sigma_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

/// As spacedTimesteps, but those of linspace stay fractional, in float32.
std::vector<double> sigmaTimesteps(TimestepSpacing spacing, int trainSteps, int steps, int offset)
{
    std::vector<double> result = spacedTimesteps(spacing, trainSteps, steps, offset);
    if (spacing == TimestepSpacing::Linspace) {
        result = evenlySpaced(0., trainSteps - 1, steps);
        std::ranges::reverse(result);
        std::ranges::for_each(result, [](double& t) { t = static_cast<float>(t); });
    }
    return result;
}

} // namespace

SigmaScheduler::SigmaScheduler(const SchedulerConfig& config, int steps, const NoiseSchedule& schedule)
    : m_schedule(schedule), m_spacing(timestepSpacingOf(config, TimestepSpacing::Linspace)),
      m_prediction(predictionOf(config))
{
    m_timesteps = sigmaTimesteps(m_spacing, m_schedule.trainSteps(), steps,
                                 config.integer("steps_offset", 0, 0, m_schedule.trainSteps() - 1));
    const std::vector<float> trained = m_schedule.sigmas();
    for (const double timestep : m_timesteps) {
        m_sigmas.push_back(static_cast<float>(NoiseSchedule::sigmaAt(trained, timestep)));
    }
    m_sigmas.push_back(0.F);
}

void SigmaScheduler::useLayout(const SchedulerConfig& config, int steps, const SigmaRange& range)
{
    const SigmaSpacing spacing = sigmaSpacingOf(config);
    if (spacing == SigmaSpacing::Default) {
        return;
    }
    const std::vector<float> trained = m_schedule.sigmas();
    m_sigmas.clear();
    m_timesteps.clear();
    for (const double value : laidOutSigmas(spacing, range, steps)) {
        m_sigmas.push_back(static_cast<float>(value));
        m_timesteps.push_back(static_cast<float>(NoiseSchedule::timestepOf(trained, value)));
    }
    m_sigmas.push_back(0.F);
}

double SigmaScheduler::initNoiseSigma() const
{
    const float largest = *std::ranges::max_element(m_sigmas);
    return m_spacing == TimestepSpacing::Leading ? std::sqrt(largest * largest + 1.F) : largest;
}

at::Tensor SigmaScheduler::scaleModelInput(const at::Tensor& x, int step) const
{
    return x / std::sqrt(sigma(step) * sigma(step) + 1.F);
}

at::Tensor SigmaScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    return original + noise * sigma(step);
}

at::Tensor SigmaScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    return originalFromExploding(m_prediction, output, x, sigma(step));
}

} // namespace gesso::inference
