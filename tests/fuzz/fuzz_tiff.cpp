// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: the directories of a TIFF or BigTIFF, its texts, and what a decoder would be given.
#include "core/metadata/embedding.h"
#include "core/metadata/exif.h"
#include "core/picture_files/formats/tiff_layout.h"
#include "core/picture_files/read/picture_outline.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto entries = entriesOf(PictureFormat::Tiff, bytes)) {
        static_cast<void>(metadataFromEntries(*entries));
    }
    if (const auto with = tiffWithExif(bytes, {"comment", "{}", "Gesso"}); with && readExif(*with)->gessoJson != "{}") {
        std::abort();
    }
    if (const auto layout = readTiffLayout(bytes)) {
        // What a decoder is given must be judged as the file itself.
        const std::string given = layout->head + std::string(bytes.substr(layout->head.size())) + layout->tail;
        const auto again = readTiffLayout(given);
        if (!again || again->width != layout->width || again->height != layout->height) {
            std::abort();
        }
    }
    static_cast<void>(pictureOutline(PictureFormat::Tiff, bytes));
    return 0;
}
