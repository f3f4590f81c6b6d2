// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/metadata/foreign_add_ons.h"
#include "core/metadata/picture_metadata.h"
#include "core/picture_files/formats/text_entry.h"

#include <filesystem>
#include <vector>

namespace gesso {

/// All texts that a picture file carries, by its content, whatever its name, and what its sidecar has beside them.
/// Errors: those of readPictureBytes, and FileDamaged.
[[nodiscard]] Result<std::vector<TextEntry>> readTexts(const std::filesystem::path& path);

/// How a picture was made, with what the user's own folders have of it.
struct ForeignMetadata {
    PictureMetadata metadata; ///< empty when the file does not tell
    std::vector<MissingAddOn> missing;
};

/// How a picture file of anybody was made (metadataFromEntries of its texts). No path that it names is ever opened:
/// what it was made with is looked up by name and hash (useOwnAddOns).
[[nodiscard]] Result<ForeignMetadata> readMetadata(const std::filesystem::path& path);

/// The same of a file that only this program writes, with the paths in it: one of the session's.
[[nodiscard]] Result<PictureMetadata> readOwnMetadata(const std::filesystem::path& path);

} // namespace gesso
