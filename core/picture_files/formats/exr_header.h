// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/text_entry.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gesso {

/// What the header of an OpenEXR file says of its first part, without decoding a pixel.
struct ExrHeader {
    std::int64_t width = 0, height = 0;
    std::uint64_t pixelBytes = 0; ///< of one pixel in all channels
    unsigned compression = 0;     ///< 0 none, 1 RLE, 2 ZIPS, 3 ZIP, ... (OpenEXR's file layout)
    std::uint64_t chunks = 0;     ///< blocks of lines, or tiles
    std::uint64_t tilePixels = 0; ///< of one tile; 0 for scan lines
    std::vector<TextEntry> texts; ///< its string attributes
};

/// Reads the headers of all parts. FileDamaged when an attribute goes beyond the file, its own or kMaxTextBytes, when
/// the places of the first part's chunks are missing or lie outside.
[[nodiscard]] Result<ExrHeader> readExrHeader(std::string_view exr);

} // namespace gesso
