// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/lambda_scheduler.h"

#include "inference/schedulers/timestep_spacing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {

LambdaScheduler::LambdaScheduler(const SchedulerConfig& config, int steps, const Traits& traits)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny)), m_prediction(predictionOf(config)),
      m_limit(config, OriginalLimit::Clip::Unknown, true)
{
    const SigmaSpacing spacing = sigmaSpacingOf(config);
    const bool spaced =
        spacing == SigmaSpacing::Default && !(traits.hasLuLambdas && config.flag("use_lu_lambdas", false));
    if (spaced) {
        useSpacedSigmas(config, steps, traits.usable);
    } else {
        useLaidOutSigmas(config, steps, spacing, traits);
    }
    const bool zero = config.oneOf("final_sigmas_type", "zero", {"zero", "sigma_min"}) == 0;
    const float least = traits.endsWithLayout && !spaced ? m_sigmas.back() : m_schedule.sigmas().front();
    m_sigmas.push_back(zero ? 0.F : least);
}

int LambdaScheduler::timestepsAbove(const SchedulerConfig& config, const NoiseSchedule& schedule)
{
    const double least = config.number("lambda_min_clipped", -1e300);
    const auto isBelow = [least](float bar) { return 0.5 * std::log(bar / (1.F - bar)) < least; };
    return schedule.trainSteps() - static_cast<int>(std::ranges::count_if(schedule.alphasCumprod, isBelow));
}

void LambdaScheduler::useSpacedSigmas(const SchedulerConfig& config, int steps, int usable)
{
    const int trainSteps = m_schedule.trainSteps();
    m_timesteps =
        solverTimesteps(timestepSpacingOf(config, TimestepSpacing::Linspace), trainSteps, std::min(usable, trainSteps),
                        steps, config.integer("steps_offset", 0, 0, trainSteps - 1));
    const std::vector<float> trained = m_schedule.sigmas();
    for (const double timestep : m_timesteps) {
        m_sigmas.push_back(static_cast<float>(NoiseSchedule::sigmaAt(trained, timestep)));
    }
}

void LambdaScheduler::useLaidOutSigmas(const SchedulerConfig& config, int steps, SigmaSpacing spacing,
                                       const Traits& traits)
{
    // Lu et al. 2022 (arXiv 2206.00927) space lambda evenly: the exponential layout, but before the two others.
    const bool karras = spacing == SigmaSpacing::Karras;
    const bool lu = traits.hasLuLambdas && !karras && config.flag("use_lu_lambdas", false);
    const bool round = (karras || lu) && traits.roundsLayout;
    const std::vector<float> trained = m_schedule.sigmas();
    const SigmaRange own{trained.front(), trained.back()};
    const std::vector<double> sigmas =
        lu ? exponentialSigmas(own, steps) : laidOutSigmas(spacing, sigmaRangeOf(config, own), steps);
    for (const double sigma : sigmas) {
        const double timestep = NoiseSchedule::timestepOf(trained, sigma);
        m_sigmas.push_back(static_cast<float>(sigma));
        m_timesteps.push_back(round ? std::nearbyint(timestep) : std::floor(timestep));
    }
}

LambdaScheduler::Level LambdaScheduler::level(int step) const
{
    const float ratio = m_sigmas[static_cast<std::size_t>(step)];
    const float alpha = 1.F / std::sqrt(ratio * ratio + 1.F);
    const float sigma = ratio * alpha;
    return {alpha, sigma, std::log(alpha) - std::log(sigma)};
}

at::Tensor LambdaScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    const Level now = level(step);
    return original * now.alpha + noise * now.sigma;
}

at::Tensor LambdaScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const Level now = level(step);
    return m_limit.apply(originalFrom(m_prediction, output, x, now.alpha, now.sigma));
}

} // namespace gesso::inference
