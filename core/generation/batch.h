// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <set>
#include <vector>

namespace gesso {

/// The `count` pictures of a request from place `first` on (0-based), as a request of their own that makes the same
/// ones: its seeds are theirs.
[[nodiscard]] GenerationRequest partOf(const GenerationRequest& request, int first, int count);

/// What is left to do of a request when the pictures at the places `made` (0-based) are there: a request for each run
/// of neighbours, in order; none when all are there, the request itself when none is.
[[nodiscard]] std::vector<GenerationRequest> remainderOf(const GenerationRequest& request, const std::set<int>& made);

} // namespace gesso
