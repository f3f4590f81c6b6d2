// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/heun_scheduler.h"

#include <ATen/ATen.h>

namespace gesso::inference {
namespace {

constexpr NoiseSchedule::Betas kBetas{0.00085, 0.012, "linear"};

/// [a, b, c] -> [a, b, b, c, c]; with an end that stays single: [a, b, 0] -> [a, b, b, 0].
template <typename Value> std::vector<Value> withTwins(const std::vector<Value>& values, std::size_t singleAtEnd)
{
    std::vector<Value> result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool single = i == 0 || i + singleAtEnd >= values.size();
        result.insert(result.end(), single ? 1 : 2, values[i]);
    }
    return result;
}

} // namespace

HeunScheduler::HeunScheduler(const SchedulerConfig& config, int steps)
    : SigmaScheduler(config, steps, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny, kBetas)),
      m_limit(config, OriginalLimit::Clip::Off, false)
{
    useLayout(config, steps, sigmaRangeOf(config, ends()));
    m_timesteps = withTwins(m_timesteps, 0);
    m_sigmas = withTwins(m_sigmas, 1);
}

at::Tensor HeunScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    return m_limit.apply(SigmaScheduler::predictedOriginal(output, step, x));
}

at::Tensor HeunScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                               NoiseStream& /*noise*/) const
{
    ++state.done;
    const at::Tensor derivative = (x - predictedOriginal(output, step, x)) / sigma(step);
    if (state.outputs.empty()) {
        state.outputs = {derivative};
        state.sample = x;
        return x + derivative * (sigma(step + 1) - sigma(step));
    }
    const at::Tensor mean = (state.outputs.front() + derivative) / 2;
    state.outputs.clear();
    return state.sample + mean * (sigma(step) - sigma(step - 1));
}

} // namespace gesso::inference
