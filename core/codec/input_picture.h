// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <filesystem>

namespace gesso {

/// A picture file to begin from: turned as its EXIF orientation says, 8 bits, RGB; what is transparent shows white. The
/// first one of a file that holds several. Errors: those of readPictureBytes and decodePicture, which name the file.
[[nodiscard]] Result<Image> readInputPicture(const std::filesystem::path& path);

/// A picture file as a mask of one channel: its luma (ITU-R BT.601, as Pillow's), what is transparent being black.
[[nodiscard]] Result<Image> readMask(const std::filesystem::path& path);

/// RGB of any picture: grey spread over the channels, transparency over a ground of this grey (0..255).
[[nodiscard]] Image opaqueRgb(const Image& picture, int ground);

/// One channel of a picture in RGB: (19595 R + 38470 G + 7471 B) / 65536, rounded.
[[nodiscard]] Image lumaOf(const Image& rgb);

} // namespace gesso
