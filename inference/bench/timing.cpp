// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/timing.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace gesso::inference {

double Timing::median() const
{
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.;
}

double Timing::min() const
{
    return *std::min_element(seconds.begin(), seconds.end());
}

Timing measure(const std::function<void()>& run, const Repetition& repetition)
{
    for (int i = 0; i < repetition.warmup; ++i) {
        run();
    }
    Timing timing;
    for (int i = 0; i < repetition.repeats; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        run();
        timing.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return timing;
}

nlohmann::json toJson(const Timing& timing)
{
    return {{"median_s", timing.median()}, {"min_s", timing.min()}, {"runs", timing.seconds}};
}

} // namespace gesso::inference
