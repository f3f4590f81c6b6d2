// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/picture_file.h"

#include "core/codec/decode_picture.h"
#include "core/codec/encode_picture.h"
#include "core/image/picture_bytes.h"
#include "core/metadata/embedding.h"
#include "core/metadata/png_text.h"

namespace gesso {

Result<> writePicture(const std::filesystem::path& path, const Image& image, PictureFormat format, int bits,
                      const PictureMetadata& metadata, Existing existing)
{
    const auto exrTexts = format == PictureFormat::Exr ? textEntries(metadata) : std::vector<TextEntry>();
    return encodePicture(image, format, bits, exrTexts)
        .and_then([&](std::string encoded) { return withMetadata(format, std::move(encoded), metadata); })
        .map_error([&](Error error) { return inFile(path, std::move(error)); })
        .and_then([&](const std::string& bytes) { return writeFile(path, bytes, existing); });
}

Result<Image> readPicture(const std::filesystem::path& path)
{
    return readPictureBytes(path).and_then([&](PictureBytes picture) {
        Result<std::string> pixels = picture.format == PictureFormat::Png
                                         ? withoutPngText(picture.bytes)
                                         : Result<std::string>(std::move(picture.bytes));
        return std::move(pixels)
            .and_then([&](const std::string& bytes) { return decodePicture(picture.format, bytes); })
            .map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

} // namespace gesso
