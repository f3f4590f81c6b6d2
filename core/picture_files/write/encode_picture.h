// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/formats/text_entry.h"

#include <span>
#include <string>

namespace gesso {

/// How much of a picture the lossy formats (JPEG, WebP) keep, 1 to 100, where nothing else is asked for.
inline constexpr int kUsualQuality = 95;

/// The bytes of a picture file, by OpenImageIO or libwebp. `bits` per channel as possibleBits(format). Values are sRGB,
/// or those of the picture's profile, which the files say; EXR gets them linear and with associated alpha, as its
/// readers expect, and the `texts` as string attributes (other formats carry them otherwise: embedding.h). JPEG and
/// WebP are lossy, with this quality; JPEG keeps the full resolution of colours. InvalidRequest for what the format
/// cannot hold: transparency in JPEG, sides over its limit, an empty picture.
[[nodiscard]] Result<std::string> encodePicture(const Image& image, PictureFormat format, int bits,
                                                std::span<const TextEntry> texts, int quality = kUsualQuality);

} // namespace gesso
