// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The lines of a wildcard file, in UTF-8 and without byte-order marks. UTF-8 and, by its mark, UTF-16 are read as
/// such; what is neither is read as Latin-1 (Windows-1252), unless more than two bytes in a row are no ASCII: such a
/// text is of another encoding. Lines end in LF, CR or both. Errors: those of readFile, for at most 1 MiB; FileDamaged
/// for another encoding, with what to do.
[[nodiscard]] Result<std::vector<std::string>> readWildcardFile(const std::filesystem::path& path);

/// A text of any of these encodings as UTF-8. Error: FileDamaged, whose message follows the file's name.
[[nodiscard]] Result<std::string> utf8FromAnyText(std::string_view bytes);

} // namespace gesso
