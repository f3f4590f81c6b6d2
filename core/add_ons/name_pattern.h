// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace gesso {

/// Whether a path "a/b/c" fits a pattern: "?" is any byte but "/", "*" any number of them, "**" any number of bytes,
/// and
/// "**/" also nothing. Takes time in proportion to the product of both lengths.
[[nodiscard]] bool fitsPattern(std::string_view path, std::string_view pattern);

} // namespace gesso
