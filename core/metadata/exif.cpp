// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/exif.h"

#include "core/base/utf16.h"
#include "core/base/utf8.h"
#include "core/codec/text_entry.h"
#include "core/metadata/tiff_directory.h"

#include <algorithm>
#include <limits>

namespace gesso {
namespace {

// CIPA DC-008-2019, 4.6
constexpr std::uint16_t kSoftwareTag = 0x0131;
constexpr std::uint16_t kExifDirectoryTag = 0x8769;
constexpr std::uint16_t kVersionTag = 0x9000;
constexpr std::uint16_t kMakerNoteTag = 0x927C;
constexpr std::uint16_t kUserCommentTag = 0x9286;
constexpr std::string_view kVersion = "0232";
constexpr std::size_t kCharacterCodeBytes = 8;
constexpr std::string_view kUnicode{"UNICODE\0", kCharacterCodeBytes};
constexpr std::string_view kMaker{"Gesso\0", 6};
constexpr std::string_view kJpegPrefix{"Exif\0\0", 6};

NewTiffEntry bytesEntry(std::uint16_t tag, std::uint16_t type, std::string value)
{
    const auto count = static_cast<std::uint32_t>(value.size());
    return {tag, type, count, std::move(value)};
}

std::string offsetBytes(std::uint32_t offset, ByteOrder order)
{
    std::string bytes;
    appendU32(bytes, offset, order);
    return bytes;
}

std::uint32_t appendExifDirectory(std::string& block, const ExifText& text, ByteOrder order)
{
    std::vector<NewTiffEntry> entries{bytesEntry(kVersionTag, TiffEntry::Undefined, std::string(kVersion))};
    if (!text.gessoJson.empty()) {
        entries.push_back(bytesEntry(kMakerNoteTag, TiffEntry::Undefined, std::string(kMaker) + text.gessoJson));
    }
    if (!text.userComment.empty()) {
        entries.push_back(bytesEntry(kUserCommentTag, TiffEntry::Undefined,
                                     std::string(kUnicode) + utf16FromUtf8(text.userComment, order)));
    }
    return appendTiffDirectory(block, std::move(entries), 0, order);
}

/// Appends the texts' directory and gives the entries that lead to it from a first directory.
std::vector<NewTiffEntry> appendTexts(std::string& block, const ExifText& text, ByteOrder order)
{
    const std::uint32_t exif = appendExifDirectory(block, text, order);
    std::vector<NewTiffEntry> entries{{kExifDirectoryTag, TiffEntry::Long, 1, offsetBytes(exif, order)}};
    if (!text.software.empty()) {
        entries.push_back(bytesEntry(kSoftwareTag, TiffEntry::Ascii, text.software + '\0'));
    }
    return entries;
}

/// Tools disagree whether UTF-16 here follows the block's order: most characters have a zero high byte, and tell.
ByteOrder orderOfUtf16(std::string_view bytes, ByteOrder blockOrder)
{
    std::size_t zeroFirst = 0;
    std::size_t zeroSecond = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        zeroFirst += bytes[i] == '\0' ? 1 : 0;
        zeroSecond += bytes[i + 1] == '\0' ? 1 : 0;
    }
    if (zeroFirst == zeroSecond) {
        return blockOrder;
    }
    return zeroFirst > zeroSecond ? ByteOrder::BigEndian : ByteOrder::LittleEndian;
}

/// EXIF texts may be filled up with zero bytes or spaces at their end.
std::string withoutPadding(std::string text)
{
    while (!text.empty() && text.back() == '\0') {
        text.pop_back();
    }
    return text;
}

std::string utf8OrLatin1(std::string_view bytes)
{
    return withoutPadding(invalidUtf8At(bytes) ? utf8FromLatin1(bytes) : std::string(bytes));
}

std::string userCommentFrom(std::string_view value, ByteOrder blockOrder)
{
    if (value.size() < kCharacterCodeBytes) {
        return {};
    }
    const std::string_view text = value.substr(kCharacterCodeBytes);
    if (value.starts_with(kUnicode)) {
        return withoutPadding(utf8FromUtf16(text, orderOfUtf16(text, blockOrder)));
    }
    return utf8OrLatin1(text); // "ASCII", or no code at all
}

/// The first entry of that tag: a file of a stranger may have it thousands of times.
const TiffEntry* firstOf(const TiffDirectory& directory, std::uint16_t tag)
{
    const auto found = std::find_if(directory.entries.begin(), directory.entries.end(),
                                    [tag](const TiffEntry& entry) { return entry.tag == tag; });
    return found == directory.entries.end() ? nullptr : &*found;
}

Result<> readExifDirectory(ExifText& text, std::string_view block, std::uint32_t offset, ByteOrder order)
{
    const auto directory = readTiffDirectory(block, offset, order);
    if (!directory) {
        return tl::unexpected(directory.error());
    }
    const TiffEntry* const comment = firstOf(*directory, kUserCommentTag);
    const TiffEntry* const note = firstOf(*directory, kMakerNoteTag);
    if ((comment ? comment->value.size() : 0) + (note ? note->value.size() : 0) > kMaxTextBytes) {
        return fail(ErrorCode::FileDamaged, "The picture's EXIF carries more than " + std::to_string(kMaxTextBytes) +
                                                " bytes of text, which no tool for pictures writes: it was not read.");
    }
    if (comment != nullptr) {
        text.userComment = userCommentFrom(comment->value, order);
    }
    if (note != nullptr && note->value.starts_with(kMaker)) {
        text.gessoJson = utf8OrLatin1(note->value.substr(kMaker.size()));
    }
    return {};
}

} // namespace

std::string exifBlock(const ExifText& text)
{
    constexpr ByteOrder kOrder = ByteOrder::BigEndian;
    std::string block{"MM\0*\0\0\0\0", TiffHeader::kBytes};
    std::vector<NewTiffEntry> entries = appendTexts(block, text, kOrder);
    const std::uint32_t directory = appendTiffDirectory(block, std::move(entries), 0, kOrder);
    block.replace(TiffHeader::kBytes - 4, 4, offsetBytes(directory, kOrder));
    return block;
}

Result<ExifText> readExif(std::string_view block)
{
    if (block.starts_with(kJpegPrefix)) {
        block.remove_prefix(kJpegPrefix.size());
    }
    const auto header = readTiffHeader(block);
    if (!header) {
        return tl::unexpected(header.error());
    }
    const auto directory = readTiffDirectory(block, header->directory, header->order);
    if (!directory) {
        return tl::unexpected(directory.error());
    }
    ExifText text;
    const TiffEntry* const software = firstOf(*directory, kSoftwareTag);
    if (software != nullptr && software->type == TiffEntry::Ascii && software->value.size() <= kMaxTextBytes) {
        text.software = utf8OrLatin1(software->value);
    }
    const TiffEntry* const exif = firstOf(*directory, kExifDirectoryTag);
    if (exif == nullptr) {
        return text;
    }
    return readExifDirectory(text, block, readU32(exif->inlineValue, header->order), header->order).map([&] {
        return std::move(text);
    });
}

Result<std::string> tiffWithExif(std::string_view tiff, const ExifText& text)
{
    const auto header = readTiffHeader(tiff);
    if (!header) {
        return tl::unexpected(header.error());
    }
    const auto old = readTiffDirectory(tiff, header->directory, header->order);
    if (!old) {
        return tl::unexpected(old.error());
    }
    std::string result(tiff);
    std::vector<NewTiffEntry> entries = appendTexts(result, text, header->order);
    for (const TiffEntry& entry : old->entries) {
        const bool replaced = std::any_of(entries.begin(), entries.end(),
                                          [&](const NewTiffEntry& added) { return added.tag == entry.tag; });
        if (!replaced) {
            entries.push_back({entry.tag, entry.type, entry.count, std::string(entry.inlineValue), true});
        }
    }
    const std::uint32_t directory = appendTiffDirectory(result, std::move(entries), old->next, header->order);
    if (result.size() > std::numeric_limits<std::uint32_t>::max()) {
        return fail(ErrorCode::InvalidRequest, "The picture is larger than a TIFF of 4 GiB can hold: make it smaller.");
    }
    result.replace(TiffHeader::kBytes - 4, 4, offsetBytes(directory, header->order));
    return result;
}

} // namespace gesso
