// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/embedding.h"

#include "core/metadata/exif.h"
#include "core/metadata/foreign_json.h"
#include "core/metadata/jpeg_exif.h"
#include "core/metadata/metadata_json.h"
#include "core/metadata/parameters_text.h"
#include "core/metadata/png_text.h"
#include "core/metadata/webp_exif.h"
#include "core/picture_files/formats/exr_header.h"

#include <algorithm>

namespace gesso {
namespace {

constexpr std::string_view kSoftwareKey = "Software";

const TextEntry* findEntry(std::span<const TextEntry> entries, std::string_view key)
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [key](const TextEntry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

ExifText exifText(const PictureMetadata& metadata)
{
    ExifText text;
    for (const TextEntry& entry : textEntries(metadata)) {
        if (entry.key == kParametersKey) {
            text.userComment = entry.text;
        } else if (entry.key == kGessoKey) {
            text.gessoJson = entry.text;
        } else {
            text.software = entry.text;
        }
    }
    return text;
}

/// The texts of a JPEG that fit into its 64 KiB: our JSON goes first, then the template, then all of A1111's text.
ExifText textThatFits(const PictureMetadata& metadata)
{
    ExifText text = exifText(metadata);
    const auto fits = [&] { return exifBlock(text).size() <= kMaxJpegExifBytes; };
    if (!fits()) {
        text.gessoJson.clear();
    }
    if (metadata.request && !fits()) {
        text.userComment = parametersText(metadata, false);
    }
    if (!fits()) {
        text.userComment.clear();
    }
    return text;
}

/// What stands in A1111's text alone: the hashes that other tools know files by, and the text itself.
void takeForeignFields(PictureMetadata& metadata, const std::string& parameters)
{
    PictureMetadata told = metadataFromParameters(parameters);
    metadata.parameters = std::move(told.parameters);
    metadata.modelFileHash = std::move(told.modelFileHash);
    metadata.vae = std::move(told.vae);
    metadata.loras = std::move(told.loras);
    metadata.embeddings = std::move(told.embeddings);
    metadata.promptTemplate = std::move(told.promptTemplate);
    metadata.negativeTemplate = std::move(told.negativeTemplate);
}

Result<std::vector<TextEntry>> entriesOfExif(std::string_view block)
{
    if (block.empty()) {
        return std::vector<TextEntry>();
    }
    return readExif(block).map([](ExifText text) {
        std::vector<TextEntry> entries;
        const auto add = [&](std::string_view key, std::string& value) {
            if (!value.empty()) {
                entries.push_back({std::string(key), std::move(value)});
            }
        };
        add(kParametersKey, text.userComment);
        add(kGessoKey, text.gessoJson);
        add(kSoftwareKey, text.software);
        add("Description", text.description);
        add("fooocus_scheme", text.note);
        // ComfyUI's WebP has its JSON where cameras write their names, each with its key before it.
        for (const std::string* const value : {&text.make, &text.model}) {
            const std::size_t colon = value->find(':');
            if (colon != std::string::npos && value->substr(colon + 1).starts_with('{')) {
                entries.push_back({value->substr(0, colon), value->substr(colon + 1)});
            }
        }
        return entries;
    });
}

} // namespace

std::vector<TextEntry> textEntries(const PictureMetadata& metadata)
{
    std::vector<TextEntry> entries;
    if (metadata.request) {
        entries.push_back({std::string(kParametersKey), parametersText(metadata)});
        entries.push_back({std::string(kGessoKey), metadataJson(metadata)});
    } else if (!metadata.parameters.empty()) {
        entries.push_back({std::string(kParametersKey), metadata.parameters});
    }
    if (!entries.empty() && !metadata.software.empty()) {
        entries.push_back({std::string(kSoftwareKey), metadata.software});
    }
    return entries;
}

Result<PictureMetadata> metadataFromEntries(std::span<const TextEntry> entries)
{
    const TextEntry* const parameters = findEntry(entries, kParametersKey);
    const TextEntry* const ours = findEntry(entries, kGessoKey);
    if (ours != nullptr) {
        auto metadata = metadataFromJson(ours->text);
        if (metadata || parameters == nullptr) {
            return std::move(metadata).map([&](PictureMetadata read) {
                if (parameters != nullptr) {
                    takeForeignFields(read, parameters->text);
                }
                return read;
            });
        }
    }
    PictureMetadata metadata;
    if (parameters != nullptr) {
        metadata = metadataFromParameters(parameters->text);
    }
    if (auto foreign = metadata.request ? std::nullopt : metadataFromForeign(entries)) {
        return *std::move(foreign);
    }
    if (parameters != nullptr) {
        return metadata;
    }
    const TextEntry* const software = findEntry(entries, kSoftwareKey);
    metadata.software = software != nullptr ? software->text : std::string();
    return metadata;
}

Result<std::string> withMetadata(PictureFormat format, std::string encoded, const PictureMetadata& metadata)
{
    if (metadata.empty()) {
        return encoded;
    }
    switch (format) {
    case PictureFormat::Png:
        return withPngText(encoded, textEntries(metadata));
    case PictureFormat::Jpg:
        return jpegWithExif(encoded, exifBlock(textThatFits(metadata)));
    case PictureFormat::Webp:
        return webpWithExif(encoded, exifBlock(exifText(metadata)));
    case PictureFormat::Tiff:
        return tiffWithExif(encoded, exifText(metadata));
    case PictureFormat::Exr:
        break;
    }
    return encoded;
}

std::vector<TextEntry> entriesLeftOut(PictureFormat format, const PictureMetadata& metadata)
{
    std::vector<TextEntry> entries;
    if (format == PictureFormat::Jpg && !metadata.empty()) {
        const ExifText whole = exifText(metadata);
        const ExifText fitting = textThatFits(metadata);
        if (fitting.userComment != whole.userComment) {
            entries.push_back({std::string(kParametersKey), whole.userComment});
        }
        if (fitting.gessoJson != whole.gessoJson) {
            entries.push_back({std::string(kGessoKey), whole.gessoJson});
        }
    }
    return entries;
}

Result<std::vector<TextEntry>> entriesOf(PictureFormat format, std::string_view encoded)
{
    switch (format) {
    case PictureFormat::Png:
        return readPngText(std::as_bytes(std::span(encoded)));
    case PictureFormat::Jpg:
        return jpegExif(encoded).and_then(entriesOfExif);
    case PictureFormat::Webp:
        return webpExif(encoded).and_then(entriesOfExif);
    case PictureFormat::Tiff:
        return entriesOfExif(encoded);
    case PictureFormat::Exr:
        return readExrHeader(encoded).map([](ExrHeader header) { return std::move(header.texts); });
    }
    return std::vector<TextEntry>();
}

} // namespace gesso
