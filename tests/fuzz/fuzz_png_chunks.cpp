// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: the text of a PNG, EXIF, and the other containers, on any bytes.
#include "core/metadata/embedding.h"
#include "core/metadata/exif.h"
#include "core/metadata/png_text.h"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto format : {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff}) {
        if (const auto texts = entriesOf(format, bytes)) {
            static_cast<void>(metadataFromEntries(*texts));
        }
    }
    const TextEntry text{"parameters", "x"};
    static_cast<void>(withPngText(bytes, {&text, 1}));
    static_cast<void>(withoutPngText(bytes));
    static_cast<void>(tiffWithExif(bytes, {"comment", "{}", "Gesso"}));
    return 0;
}
