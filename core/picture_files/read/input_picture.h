// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <filesystem>
#include <stop_token>

namespace gesso {

/// A picture to begin from, and what was done to it that its user may want to know.
struct InputPicture {
    Image image;                 ///< RGB
    bool transparent = false;    ///< it has transparent parts, under which white was put
    bool profileIgnored = false; ///< its colour profile is of no use: it was taken for sRGB
};

/// Where a picture is repainted.
struct InputMask {
    Image image;            ///< one channel, white where it is repainted
    bool fromAlpha = false; ///< it was told by the file's transparency: what is opaque is repainted
};

/// A picture file to begin from: turned as its EXIF orientation says, 8 bits, RGB; what is transparent shows white. The
/// first one of a file that holds several. Errors: those of readPictureBytes and decodePicture, which name the file.
[[nodiscard]] Result<InputPicture> readInputPicture(const std::filesystem::path& path, std::stop_token stop = {});

/// A picture file as a mask of one channel: its luma (ITU-R BT.601, as Pillow's), what is transparent being black.
/// Where a file has transparent parts and all that is visible has one brightness, the mask is what is visible, as in
/// A1111.
[[nodiscard]] Result<InputMask> readMask(const std::filesystem::path& path, std::stop_token stop = {});

/// RGB of any picture: grey spread over the channels, transparency over a ground of this grey (0..255).
[[nodiscard]] Image opaqueRgb(const Image& picture, int ground);

/// One channel of a picture in RGB, by luma().
[[nodiscard]] Image lumaOf(const Image& rgb);

} // namespace gesso
