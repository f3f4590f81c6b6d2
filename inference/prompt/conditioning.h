// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// What guides the network in one step.
struct Condition {
    at::Tensor embeddings;           ///< [K, N, D]; [1 + K, N, D] with the negative prompt first where guidance is on
    std::vector<double> weights{1.}; ///< K: how much each prompt counts (AND has several)
};

/// What guides the network from the first step to the last. Immutable once made.
struct Conditioning {
    std::vector<Condition> conditions; ///< each different one once
    std::vector<std::size_t> ofStep;   ///< the condition of each of the user's steps

    [[nodiscard]] const Condition& at(int step) const { return conditions[ofStep[static_cast<std::size_t>(step)]]; }
};

} // namespace gesso::inference
