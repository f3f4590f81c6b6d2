// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace gesso::protocol {

/// Objects and lists may stand this deep in one another; our own messages need five levels.
inline constexpr int kMaxJsonDepth = 32;

/// Whether a JSON text holds a zero byte, which no JSON does: nlohmann's parser takes it for the text's end, and so
/// does not see what comes after it.
[[nodiscard]] bool endsAtZero(std::string_view text) noexcept;

/// Parses JSON that is not trusted; all JSON but our own constants is read here, or by a reader that asks endsAtZero:
/// nesting is bounded before parsing, so that no later walk over the value (copy,
/// comparison, dump) can overflow the stack. The caller bounds the length. Errors: ProtocolViolation.
[[nodiscard]] Result<nlohmann::json> parseBoundedJson(std::string_view text);

} // namespace gesso::protocol
