// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/lms_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

namespace gesso::inference {
namespace {

constexpr int kMostSteps = 4;

} // namespace

LmsScheduler::LmsScheduler(const SchedulerConfig& config, int steps)
    : SigmaScheduler(config, steps, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny))
{
    // As diffusers: only the class's own Karras layout takes no heed of sigma_min and sigma_max.
    const bool karras = sigmaSpacingOf(config) == SigmaSpacing::Karras;
    useLayout(config, steps, karras ? ends() : sigmaRangeOf(config, ends()));
}

double LmsScheduler::coefficient(int step, int order, int back) const
{
    // The polynomial has degree 3 at most, so two points of Gauss and Legendre are exact.
    constexpr double kPoint = 0.57735026918962576; // 1 / sqrt(3)
    const double from = sigma(step);
    const double to = sigma(step + 1);
    double sum = 0.;
    for (const double point : {-kPoint, kPoint}) {
        const double tau = (from + to) / 2 + point * (to - from) / 2;
        double product = 1.;
        for (int k = 0; k < order; ++k) {
            if (k != back) {
                product *= (tau - sigma(step - k)) / (static_cast<double>(sigma(step - back)) - sigma(step - k));
            }
        }
        sum += product;
    }
    return sum * (to - from) / 2;
}

at::Tensor LmsScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                              NoiseStream& /*noise*/) const
{
    ++state.done;
    state.outputs.push_back((x - predictedOriginal(output, step, x)) / sigma(step));
    if (state.outputs.size() > kMostSteps) {
        state.outputs.erase(state.outputs.begin());
    }
    // The order follows from the place in the whole list, also where a picture was begun in its middle and there are
    // fewer derivatives: as diffusers.
    const int order = std::min(step + 1, kMostSteps);
    at::Tensor next = x;
    for (int back = 0; back < std::min(order, static_cast<int>(state.outputs.size())); ++back) {
        next = next + state.outputs[state.outputs.size() - 1 - static_cast<std::size_t>(back)] *
                          coefficient(step, order, back);
    }
    return next;
}

} // namespace gesso::inference
