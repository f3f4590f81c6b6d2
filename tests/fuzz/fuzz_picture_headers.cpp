// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: the headers of PNG, JPEG and EXR, the colour profiles in files, and how other tools' JSON says that
// a picture was made.
#include "core/metadata/foreign_json.h"
#include "core/metadata/parameters_text.h"
#include "core/picture_files/formats/exr_header.h"
#include "core/picture_files/formats/jpeg_segments.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "core/picture_files/formats/webp_chunks.h"
#include "core/picture_files/read/picture_outline.h"

#include <array>
#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto format : {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Exr}) {
        static_cast<void>(pictureOutline(format, bytes));
    }
    static_cast<void>(readExrHeader(bytes));
    static_cast<void>(readJpegFrame(bytes));
    for (const auto profile : {&pngProfile, &jpegProfile, &webpProfile, &tiffProfile}) {
        static_cast<void>(profile(bytes));
    }
    for (const char* key : {"parameters", "prompt", "invokeai_metadata", "sd-metadata"}) {
        const std::array<TextEntry, 1> entries{TextEntry{key, std::string(bytes)}};
        static_cast<void>(metadataFromForeign(entries));
    }
    static_cast<void>(metadataFromParameters(bytes));
    return 0;
}
