// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/codec/text_entry.h"
#include "core/metadata/picture_metadata.h"

#include <filesystem>
#include <vector>

namespace gesso {

/// All texts that a picture file carries, by its content, whatever its name. Errors: those of readPictureBytes,
/// and FileDamaged.
[[nodiscard]] Result<std::vector<TextEntry>> readTexts(const std::filesystem::path& path);

/// How a picture file was made (metadataFromEntries of its texts); empty when it does not tell.
[[nodiscard]] Result<PictureMetadata> readMetadata(const std::filesystem::path& path);

} // namespace gesso
