// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/lcm_scheduler.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {
namespace {

constexpr NoiseSchedule::Betas kLcmBetas{0.00085, 0.012, "scaled_linear"};
constexpr int kOriginalSteps = 50;
constexpr double kSigmaData = 0.5;

} // namespace

LcmScheduler::LcmScheduler(const SchedulerConfig& config, int steps)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Zero, kLcmBetas)),
      m_prediction(predictionOf(config)), m_timestepScaling(config.number("timestep_scaling", 10.)),
      m_limit(config, OriginalLimit::Clip::Off, true)
{
    const int trainSteps = m_schedule.trainSteps();
    const int original = config.integer("original_inference_steps", kOriginalSteps, 1, trainSteps);
    if (steps > original) {
        throw EngineError(ErrorCode::InvalidRequest, std::to_string(steps) +
                                                         " steps are too many for lcm: this model "
                                                         "was distilled for " +
                                                         std::to_string(original) +
                                                         "; take fewer steps (4 to 8 are usual)");
    }
    const int stride = trainSteps / original;
    for (int i = 0; i < steps; ++i) {
        const int skipped = static_cast<int>(std::floor(i * (static_cast<double>(original) / steps)));
        m_timesteps.push_back((original - skipped) * stride - 1);
    }
}

float LcmScheduler::alphaBar(int step) const
{
    return m_schedule.alphasCumprod[static_cast<std::size_t>(m_timesteps[static_cast<std::size_t>(step)])];
}

at::Tensor LcmScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    return original * std::sqrt(alphaBar(step)) + noise * std::sqrt(1.F - alphaBar(step));
}

at::Tensor LcmScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const float bar = alphaBar(step);
    return m_limit.apply(originalFrom(m_prediction, output, x, std::sqrt(bar), std::sqrt(1.F - bar)));
}

at::Tensor LcmScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                              NoiseStream& noise) const
{
    ++state.done;
    // The boundary condition: near timestep 0 the sample itself is the answer.
    const double scaled = m_timesteps[static_cast<std::size_t>(step)] * m_timestepScaling;
    const double sum = scaled * scaled + kSigmaData * kSigmaData;
    at::Tensor denoised =
        predictedOriginal(output, step, x) * (scaled / std::sqrt(sum)) + x * (kSigmaData * kSigmaData / sum);
    if (step + 1 == static_cast<int>(m_timesteps.size())) {
        return denoised;
    }
    return addNoise(denoised, noise.draw(output.sizes()).to(x.device()), step + 1);
}

} // namespace gesso::inference
