// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gesso {

// Names of files are bytes, and requests, messages and sessions are UTF-8. So a path stands in them as text: its valid
// UTF-8 as it is, each other byte B as the private character U+EF00 + B (U+EF80..U+EFFF, as MirBSD's OPTU-8 has it).
// Those private characters are written byte by byte themselves, so that every path comes back as it was.

/// A path as UTF-8 text.
[[nodiscard]] std::string textOfPath(const std::filesystem::path& path);

/// The path that a text stands for.
[[nodiscard]] std::filesystem::path pathOfText(std::string_view text);

} // namespace gesso
