// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gesso {

/// Where `text` stops being well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above
/// U+10FFFF), as a byte offset; nothing when all of it is.
[[nodiscard]] std::optional<std::size_t> invalidUtf8At(std::string_view text) noexcept;

/// The longest beginning of well-formed `text` of at most `maxBytes` bytes that cuts no character in two.
[[nodiscard]] std::string_view utf8Prefix(std::string_view text, std::size_t maxBytes) noexcept;

/// `text` in Latin-1, or nothing when it holds a character above U+00FF or is not well-formed.
[[nodiscard]] std::optional<std::string> latin1FromUtf8(std::string_view text);

/// The UTF-8 form of Latin-1 bytes; every byte string has one.
[[nodiscard]] std::string utf8FromLatin1(std::string_view text);

} // namespace gesso
