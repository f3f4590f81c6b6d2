// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace gesso {

/// Refuses the variables of Dynamic Prompts, "${season=...}" and "${season}", which Gesso does not have: InvalidRequest
/// that names the first one. "\${" is text.
[[nodiscard]] Result<> checkVariables(std::string_view text);

} // namespace gesso
