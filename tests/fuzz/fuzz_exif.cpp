// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: a block of EXIF, its orientation, and a comment in any encoding.
#include "core/metadata/comment_text.h"
#include "core/metadata/embedding.h"
#include "core/metadata/exif.h"
#include "core/metadata/jpeg_exif.h"
#include "core/picture_files/read/picture_outline.h"

#include "core/base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto text = readExif(bytes); text && text->userComment.size() > 4 * size + 4) {
        std::abort();
    }
    const int orientation = exifOrientation(bytes);
    if (orientation < 1 || orientation > 8) {
        std::abort();
    }
    for (const ByteOrder order : {ByteOrder::BigEndian, ByteOrder::LittleEndian}) {
        if (invalidUtf8At(commentText(bytes, order))) {
            std::abort();
        }
    }
    if (size <= kMaxJpegExifBytes) {
        const std::string_view jpeg("\xFF\xD8\xFF\xDA\0\x02\xFF\xD9", 8);
        const auto with = jpegWithExif(jpeg, bytes);
        if (!with || jpegExif(*with).value_or("") != bytes) {
            std::abort();
        }
        if (const auto entries = entriesOf(PictureFormat::Jpg, *with)) {
            static_cast<void>(metadataFromEntries(*entries));
        }
    }
    return 0;
}
