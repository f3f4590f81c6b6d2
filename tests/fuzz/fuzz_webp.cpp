// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: the chunks of a WebP, its EXIF, and what its header says; small ones are decoded.
#include "core/metadata/embedding.h"
#include "core/metadata/webp_exif.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/read/picture_outline.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto entries = entriesOf(PictureFormat::Webp, bytes)) {
        static_cast<void>(metadataFromEntries(*entries));
    }
    if (const auto with = webpWithExif(bytes, "block"); with && webpExif(*with).value_or("") != "block") {
        std::abort();
    }
    constexpr std::int64_t kFew = 1 << 16;
    const auto outline = pictureOutline(PictureFormat::Webp, bytes);
    if (outline && std::int64_t{outline->width} * outline->height <= kFew) {
        for (const PixelLayout layout : {PixelLayout::Stored, PixelLayout::RgbOnWhite, PixelLayout::Mask}) {
            static_cast<void>(decodePicture(PictureFormat::Webp, bytes, DecodeOptions{layout, {}}));
        }
    }
    return 0;
}
