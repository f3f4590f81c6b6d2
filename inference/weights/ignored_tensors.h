// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace gesso::inference {

/// "2 tensors that nothing in the model needs; they are ignored: a, b.": names up to eight of them, at least one.
[[nodiscard]] std::string ignoredTensors(std::vector<std::string> names);

} // namespace gesso::inference
