// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace gesso::protocol {

/// Objects and lists may stand this deep in one another; our own messages need five levels.
inline constexpr int kMaxJsonDepth = 32;

/// Parses JSON that is not trusted: nesting is bounded before parsing, so that no later walk over the value (copy,
/// comparison, dump) can overflow the stack. The caller bounds the length. Errors: ProtocolViolation.
[[nodiscard]] Result<nlohmann::json> parseBoundedJson(std::string_view text);

} // namespace gesso::protocol
