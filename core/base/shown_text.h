// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace gesso {

/// Text that may come from a stranger, as it may be shown on a terminal: control characters (but line breaks and tabs),
/// those that turn the direction of writing, and bytes that are no UTF-8 become visible: "\x1b", "\u{202e}".
[[nodiscard]] std::string shownText(std::string_view text);

/// The same on one line: line breaks and tabs become blanks.
[[nodiscard]] std::string shownLine(std::string_view text);

/// JSON, whose strings have such characters as "\u202e" instead: it means the same.
[[nodiscard]] std::string shownJson(std::string_view json);

} // namespace gesso
