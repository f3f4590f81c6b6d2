// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/find.h"

#include <string>
#include <vector>

namespace gesso::cli {

/// The hash of each model as pictures name it, asked of the engine's program; empty where it cannot be told.
[[nodiscard]] std::vector<std::string> modelHashes(const std::vector<FoundModel>& models);

} // namespace gesso::cli
