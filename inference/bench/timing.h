// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <vector>

namespace gesso::inference {

/// Wall-clock seconds of the repeated runs of one stage.
struct Timing {
    std::vector<double> seconds; ///< in the order they were taken, at least one

    [[nodiscard]] double median() const;
    [[nodiscard]] double min() const;
};

struct Repetition {
    int warmup = 1;  ///< runs that are not counted, >= 0
    int repeats = 3; ///< runs that are, >= 1
};

[[nodiscard]] Timing measure(const std::function<void()>& run, const Repetition& repetition);

/// {"median_s", "min_s", "runs": [...]}
[[nodiscard]] nlohmann::json toJson(const Timing& timing);

} // namespace gesso::inference
