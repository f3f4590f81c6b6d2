// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/picture_format.h"

#include <string_view>

namespace gesso {

/// What the header of a picture file says, before anything is decoded.
struct PictureOutline {
    int width = 0, height = 0; ///< as the file has them
    int orientation = 1;       ///< EXIF's: 1 to 8
};

/// Reads a picture's header and sees whether it is worth decoding: whether its data can hold so many pixels at all, its
/// scans are as many as programs write, its attributes and parts lie within the file. Takes milliseconds and next to no
/// memory. FileDamaged when data is missing or the header makes no sense; Unsupported for more than maxDecodedPixels().
[[nodiscard]] Result<PictureOutline> pictureOutline(PictureFormat format, std::string_view encoded);

/// EXIF's orientation (tag 0x0112) in a block of EXIF, with or without "Exif\0\0" before it; 1 where it has none.
[[nodiscard]] int exifOrientation(std::string_view block);

} // namespace gesso
