// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/codec/text_entry.h"
#include "core/image/image.h"
#include "core/image/picture_format.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gesso {

/// Larger pictures are not decoded: they would take gigabytes.
inline constexpr std::uint64_t kMaxDecodedPixels = std::uint64_t{16384} * 16384;

/// Decodes a picture file to 8 bits: 1 channel for grey, 3 for colours, 4 with (straight) transparency. Linear EXR
/// becomes sRGB. Turned as its EXIF orientation says. FileDamaged when it cannot be decoded, Unsupported when it has
/// more than kMaxDecodedPixels.
[[nodiscard]] Result<Image> decodePicture(PictureFormat format, std::string_view encoded);

/// The string attributes of an EXR's first part. FileDamaged when its header cannot be read.
[[nodiscard]] Result<std::vector<TextEntry>> exrTexts(std::string_view encoded);

} // namespace gesso
