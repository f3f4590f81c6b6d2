// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/text_entry.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace gesso {

/// The file beside a picture that holds what its format cannot: "lake.jpg.json".
[[nodiscard]] std::filesystem::path sidecarOf(const std::filesystem::path& picture);

/// Such a file's text: a JSON object of the entries.
[[nodiscard]] std::string sidecarText(std::span<const TextEntry> entries);

/// The entries of a picture's sidecar; none where there is no such file, or one of another kind.
[[nodiscard]] std::vector<TextEntry> readSidecar(const std::filesystem::path& picture);

} // namespace gesso
