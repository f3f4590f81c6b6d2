// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"

#include "core/base/file.h"
#include "core/codec/decode_picture.h"
#include "core/image/picture_bytes.h"
#include "core/metadata/embedding.h"

namespace gesso {

Result<std::vector<TextEntry>> readTexts(const std::filesystem::path& path)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& picture) {
        const bool isExr = picture.format == PictureFormat::Exr;
        auto texts = isExr ? exrTexts(picture.bytes) : entriesOf(picture.format, picture.bytes);
        return std::move(texts).map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

Result<PictureMetadata> readMetadata(const std::filesystem::path& path)
{
    return readTexts(path).and_then([&](const std::vector<TextEntry>& texts) {
        return metadataFromEntries(texts).map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

} // namespace gesso
