// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/euler_ancestral_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {
namespace {

/// The square root as diffusers takes it. A root that is rounded otherwise shows: `down` is a small difference of
/// large numbers where the noise schedule ends high.
float root(float value)
{
    return at::scalar_tensor(std::max(value, 0.F), at::kFloat).pow(0.5).item<float>(); // below 0 by rounding alone
}

} // namespace

EulerAncestralScheduler::EulerAncestralScheduler(const SchedulerConfig& config, int steps)
    : SigmaScheduler(config, steps, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny))
{
    config.refuse("prediction_type", {"sample"}); // diffusers' class has none either
}

at::Tensor EulerAncestralScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                         NoiseStream& noise) const
{
    const float from = sigma(step);
    const float to = sigma(step + 1);
    const float up = root(to * to * (from * from - to * to) / (from * from));
    const float down = root(to * to - up * up);
    const at::Tensor derivative = (x - predictedOriginal(output, step, x)) / from;
    ++state.done;
    return x + derivative * (down - from) + noise.draw(output.sizes()).to(x.device()) * up;
}

} // namespace gesso::inference
