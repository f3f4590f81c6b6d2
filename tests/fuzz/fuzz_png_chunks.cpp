// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: the text of a PNG, EXIF, and the other containers, on any bytes.
#include "core/metadata/embedding.h"
#include "core/metadata/exif.h"
#include "core/metadata/png_text.h"
#include "core/picture_files/formats/png_chunks.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace {

/// A PNG whose text chunks hold the bytes: with right checksums, which a fuzzer does not find by itself.
std::string pngAround(std::string_view bytes)
{
    std::string png(gesso::kPngSignature);
    gesso::appendPngChunk(png, "IHDR", "");
    for (const char* type : {"tEXt", "zTXt", "iTXt"}) {
        gesso::appendPngChunk(png, type, bytes);
    }
    gesso::appendPngChunk(png, "IEND", "");
    return png;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto format : {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff}) {
        if (const auto texts = entriesOf(format, bytes)) {
            static_cast<void>(metadataFromEntries(*texts));
        }
    }
    const std::string png = pngAround(bytes);
    static_cast<void>(readPngText(std::as_bytes(std::span(png))));
    const TextEntry text{"parameters", "x"};
    static_cast<void>(withPngText(bytes, {&text, 1}));
    static_cast<void>(tiffWithExif(bytes, {"comment", "{}", "Gesso"}));
    return 0;
}
