// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/picture_file.h"

#include "core/codec/decode_picture.h"
#include "core/codec/encode_picture.h"
#include "core/image/picture_bytes.h"
#include "core/metadata/embedding.h"
#include "core/metadata/known_hashes.h"
#include "core/metadata/sidecar.h"

namespace gesso {

Result<> writePicture(const std::filesystem::path& path, const Image& image, PictureFormat format, int bits,
                      const PictureMetadata& given, Existing existing)
{
    const PictureMetadata metadata = withKnownHashes(given);
    const auto exrTexts = format == PictureFormat::Exr ? textEntries(metadata) : std::vector<TextEntry>();
    return encodePicture(image, format, bits, exrTexts)
        .and_then([&](std::string encoded) { return withMetadata(format, std::move(encoded), metadata); })
        .map_error([&](Error error) { return inFile(path, std::move(error)); })
        .and_then([&](const std::string& bytes) { return writeFile(path, bytes, existing); })
        .and_then([&]() -> Result<> {
            const std::vector<TextEntry> rest = entriesLeftOut(format, metadata);
            return rest.empty() ? Result<>() : writeFile(sidecarOf(path), sidecarText(rest));
        });
}

Result<Image> readPicture(const std::filesystem::path& path, std::stop_token stop)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& picture) {
        return decodePicture(picture.format, picture.bytes, DecodeOptions{PixelLayout::Stored, std::move(stop)})
            .map([](DecodedPicture decoded) { return std::move(decoded.image); })
            .map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

} // namespace gesso
