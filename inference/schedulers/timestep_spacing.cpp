// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/timestep_spacing.h"

#include "inference/base/engine_error.h"
#include "inference/schedulers/noise_schedule.h"

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

[[noreturn]] void tooManySteps(int steps, int trainSteps)
{
    throw EngineError(ErrorCode::InvalidRequest, std::to_string(steps) +
                                                     " steps are too many for this scheduler: the model was trained "
                                                     "with " +
                                                     std::to_string(trainSteps) + " timesteps; take fewer steps");
}

/// round(`from`, from - T/N, ...) - 1, falling. Rounding may give one value more than N, for a timestep of -1; that
/// one is left out (diffusers takes it, and reads the noise of the wrong end).
std::vector<double> trailing(int from, int trainSteps, int steps)
{
    const double ratio = static_cast<double>(trainSteps) / steps;
    const double second = from - ratio;
    std::vector<double> result;
    for (int i = 0; i < steps; ++i) {
        const double value = i == 0 ? from : from + i * (second - from);
        if (value <= 0) {
            break;
        }
        result.push_back(std::nearbyint(value) - 1);
    }
    return result;
}

std::vector<double> leading(int ratio, int steps, int offset)
{
    std::vector<double> result;
    for (int i = steps - 1; i >= 0; --i) {
        result.push_back(static_cast<double>(i) * ratio + offset);
    }
    return result;
}

std::vector<double> roundedLinspace(int last, int count)
{
    std::vector<double> result = evenlySpaced(0., last, count);
    std::ranges::reverse(result);
    std::ranges::for_each(result, [](double& t) { t = std::nearbyint(t); });
    return result;
}

} // namespace

TimestepSpacing timestepSpacingOf(const SchedulerConfig& config, TimestepSpacing fallback)
{
    const char* const name = fallback == TimestepSpacing::Linspace ? "linspace" : "leading";
    return static_cast<TimestepSpacing>(config.oneOf("timestep_spacing", name, {"linspace", "leading", "trailing"}));
}

std::vector<double> spacedTimesteps(TimestepSpacing spacing, int trainSteps, int steps, int offset)
{
    if (steps > trainSteps) {
        tooManySteps(steps, trainSteps);
    }
    std::vector<double> result = spacing == TimestepSpacing::Linspace   ? roundedLinspace(trainSteps - 1, steps)
                                 : spacing == TimestepSpacing::Trailing ? trailing(trainSteps, trainSteps, steps)
                                                                        : leading(trainSteps / steps, steps, offset);
    if (result.front() >= trainSteps) {
        tooManySteps(steps, trainSteps);
    }
    return result;
}

std::vector<double> solverTimesteps(TimestepSpacing spacing, int trainSteps, int usable, int steps, int offset)
{
    if (steps >= usable) {
        tooManySteps(steps, usable);
    }
    if (spacing == TimestepSpacing::Trailing) {
        return trailing(usable, trainSteps, steps);
    }
    std::vector<double> result = spacing == TimestepSpacing::Linspace
                                     ? roundedLinspace(usable - 1, steps + 1)
                                     : leading(usable / (steps + 1), steps + 1, offset);
    result.pop_back();
    return result;
}

} // namespace gesso::inference
