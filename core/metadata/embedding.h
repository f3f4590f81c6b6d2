// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/metadata/picture_metadata.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/formats/text_entry.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The texts that a picture with this metadata carries: "parameters" (A1111), "gesso" (our JSON) and "Software"; none
/// for empty metadata.
[[nodiscard]] std::vector<TextEntry> textEntries(const PictureMetadata& metadata);

/// What such texts tell. Our JSON is preferred; when it cannot be read and there is A1111 text, that is taken; errors
/// of metadataFromJson when there is none. Texts of other keys are left out.
[[nodiscard]] Result<PictureMetadata> metadataFromEntries(std::span<const TextEntry> entries);

/// The bytes of an encoded PNG, JPEG, WebP or TIFF with the metadata put in: PNG text chunks, or EXIF. What is too long
/// for a JPEG's 64 KiB is left out (entriesLeftOut), our JSON before the A1111 text. EXR comes
/// back as it was: it carries the texts as attributes, which its encoder writes.
[[nodiscard]] Result<std::string> withMetadata(PictureFormat format, std::string encoded,
                                               const PictureMetadata& metadata);

/// The texts that withMetadata() leaves out because the format cannot hold them; they belong into a sidecar.
[[nodiscard]] std::vector<TextEntry> entriesLeftOut(PictureFormat format, const PictureMetadata& metadata);

/// The texts of a picture file, without decoding it. Errors: FileDamaged.
[[nodiscard]] Result<std::vector<TextEntry>> entriesOf(PictureFormat format, std::string_view encoded);

} // namespace gesso
