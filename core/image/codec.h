// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/image/picture_format.h"
#include "core/metadata/text_entry.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Larger pictures are not decoded: they would take gigabytes.
inline constexpr std::uint64_t kMaxDecodedPixels = std::uint64_t{16384} * 16384;

/// The bytes of a picture file, by OpenImageIO. `bits` per channel as possibleBits(format). Values are sRGB; EXR gets
/// them linear and with associated alpha, as its readers expect, and the `texts` as string attributes (other formats
/// carry them otherwise: embedding.h). JPEG and WebP are lossy, with a quality of 95 and full colour resolution.
/// InvalidRequest for what the format cannot hold: transparency in JPEG, sides over its limit, an empty picture.
[[nodiscard]] Result<std::string> encodePicture(const Image& image, PictureFormat format, int bits,
                                                std::span<const TextEntry> texts);

/// Decodes a picture file to 8 bits: 1 channel for grey, 3 for colours, 4 with (straight) transparency. Linear EXR
/// becomes sRGB. FileDamaged when it cannot be decoded, Unsupported when it has more than kMaxDecodedPixels.
[[nodiscard]] Result<Image> decodePicture(PictureFormat format, std::string_view encoded);

/// The string attributes of an EXR's first part. FileDamaged when its header cannot be read.
[[nodiscard]] Result<std::vector<TextEntry>> exrTexts(std::string_view encoded);

} // namespace gesso
