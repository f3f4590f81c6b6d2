// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/picture_file.h"

#include "core/metadata/embedding.h"
#include "core/metadata/known_hashes.h"
#include "core/metadata/sidecar.h"
#include "core/picture_files/formats/picture_bytes.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/write/encode_picture.h"

namespace gesso {
namespace {

/// Writes what the picture's file could not hold, or removes what an older picture's could not. Its path, where there
/// is one.
Result<std::filesystem::path> keepBeside(const std::filesystem::path& picture, const std::vector<TextEntry>& texts)
{
    std::filesystem::path sidecar = sidecarOf(picture);
    if (!texts.empty()) {
        return writeFile(sidecar, sidecarText(texts)).map([&] { return sidecar; });
    }
    std::error_code error;
    if (!readSidecar(picture).empty() && !std::filesystem::remove(sidecar, error) && error) { // ours, not any JSON file
        return tl::unexpected(fileError(FileAction::Write, sidecar, error.value()));
    }
    return std::filesystem::path();
}

Result<Image> readBy(const std::filesystem::path& path, const DecodeOptions& options)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& picture) {
        return decodePicture(picture.format, picture.bytes, options)
            .map([](DecodedPicture decoded) { return std::move(decoded.image); })
            .map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

} // namespace

Result<WrittenPicture> writePicture(const std::filesystem::path& path, const Image& image, PictureFormat format,
                                    int bits, const PictureMetadata& given, Existing existing, int quality)
{
    const PictureMetadata metadata = withKnownHashes(given);
    const auto exrTexts = format == PictureFormat::Exr ? textEntries(metadata) : std::vector<TextEntry>();
    return encodePicture(image, format, bits, exrTexts, quality)
        .and_then([&](std::string encoded) { return withMetadata(format, std::move(encoded), metadata); })
        .map_error([&](Error error) { return inFile(path, std::move(error)); })
        .and_then([&](const std::string& bytes) { return writeFile(path, bytes, existing); })
        .and_then([&] { return keepBeside(path, entriesLeftOut(format, metadata)); })
        .map([&](std::filesystem::path sidecar) {
            return WrittenPicture{path, std::move(sidecar), bits};
        });
}

Result<Image> readPicture(const std::filesystem::path& path, std::stop_token stop)
{
    return readBy(path, {PixelLayout::Stored, std::move(stop)});
}

Result<Image> readDeepPicture(const std::filesystem::path& path, std::stop_token stop)
{
    return readBy(path, {PixelLayout::Stored, std::move(stop), true});
}

} // namespace gesso
