// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"

#include "core/base/file.h"
#include "core/metadata/embedding.h"
#include "core/metadata/sidecar.h"
#include "core/picture_files/formats/picture_bytes.h"

#include <algorithm>

namespace gesso {
namespace {

/// What the picture itself has comes first.
std::vector<TextEntry> withSidecar(std::vector<TextEntry> entries, const std::filesystem::path& path)
{
    const bool whole = std::ranges::find(entries, kGessoKey, &TextEntry::key) != entries.end();
    for (TextEntry& entry : whole ? std::vector<TextEntry>() : readSidecar(path)) {
        // A1111's text of the picture itself has lost its template.
        const auto same = std::ranges::find(entries, entry.key, &TextEntry::key);
        if (same == entries.end()) {
            entries.push_back(std::move(entry));
        } else {
            same->text = std::move(entry.text);
        }
    }
    return entries;
}

} // namespace

Result<std::vector<TextEntry>> readTexts(const std::filesystem::path& path)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& picture) {
        return entriesOf(picture.format, picture.bytes)
            .map([&](std::vector<TextEntry> entries) { return withSidecar(std::move(entries), path); })
            .map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

Result<PictureMetadata> readOwnMetadata(const std::filesystem::path& path)
{
    return readTexts(path).and_then([&](const std::vector<TextEntry>& texts) {
        return metadataFromEntries(texts).map_error([&](Error error) { return inFile(path, std::move(error)); });
    });
}

Result<ForeignMetadata> readMetadata(const std::filesystem::path& path)
{
    return readOwnMetadata(path).map([](PictureMetadata metadata) {
        std::vector<MissingAddOn> missing = useOwnAddOns(metadata);
        return ForeignMetadata{std::move(metadata), std::move(missing)};
    });
}

} // namespace gesso
