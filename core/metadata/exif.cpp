// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/exif.h"

#include "core/base/utf16.h"
#include "core/metadata/comment_text.h"
#include "core/picture_files/formats/text_entry.h"
#include "core/picture_files/formats/tiff_directory.h"

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
constexpr std::uint16_t kDescriptionTag = 0x010E;
constexpr std::uint16_t kMakeTag = 0x010F;
constexpr std::uint16_t kModelTag = 0x0110;
constexpr std::uint16_t kWindowsCommentTag = 0x9C9C;
constexpr std::string_view kUnicode{"UNICODE\0", 8};
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

/// The comment, the note and the like of one directory; what is there already stays.
class TextReader final {
public:
    TextReader(ExifText& text, ByteOrder order) : m_text(text), m_order(order) {}

    void read(const TiffDirectory& directory)
    {
        take(m_text.userComment, directory, kUserCommentTag, commentText);
        take(m_text.userComment, directory, kWindowsCommentTag,
             [](std::string_view value, ByteOrder) { return utf16Text(value, ByteOrder::LittleEndian); });
        take(m_text.description, directory, kDescriptionTag, plain);
        take(m_text.make, directory, kMakeTag, plain);
        take(m_text.model, directory, kModelTag, plain);
        take(m_text.software, directory, kSoftwareTag, plain);
        readNote(directory);
    }

    /// More is refused than any tool for pictures writes.
    [[nodiscard]] bool tooMuch() const noexcept { return m_bytes > kMaxTextBytes; }

private:
    static std::string plain(std::string_view value, ByteOrder) { return utf8OrLatin1(value); }

    template <typename Decode>
    void take(std::string& text, const TiffDirectory& directory, std::uint16_t tag, Decode&& decode)
    {
        const TiffEntry* const entry = text.empty() ? directory.find(tag) : nullptr;
        if (entry != nullptr && count(entry->value)) {
            text = decode(entry->value, m_order);
        }
    }

    void readNote(const TiffDirectory& directory)
    {
        constexpr std::size_t kMostNote = 64; // those of cameras are long
        const TiffEntry* const entry = directory.find(kMakerNoteTag);
        if (entry == nullptr || !count(entry->value)) {
            return;
        }
        if (entry->value.starts_with(kMaker)) {
            m_text.gessoJson = utf8OrLatin1(entry->value.substr(kMaker.size()));
        } else if (entry->value.size() <= kMostNote && m_text.note.empty()) {
            m_text.note = utf8OrLatin1(entry->value);
        }
    }

    bool count(std::string_view value) noexcept
    {
        m_bytes += value.size();
        return !tooMuch();
    }

    ExifText& m_text;
    ByteOrder m_order;
    std::size_t m_bytes = 0;
};

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
    const auto directory = readTiffDirectory(block, header->directory, *header);
    if (!directory) {
        return tl::unexpected(directory.error());
    }
    ExifText text;
    TextReader reader(text, header->order);
    const TiffEntry* const pointer = directory->find(kExifDirectoryTag);
    const auto offset = pointer == nullptr ? std::nullopt : pointer->number(header->order);
    const auto exif = offset ? readTiffDirectory(block, *offset, *header) : Result<TiffDirectory>(TiffDirectory());
    if (exif) {
        reader.read(*exif);
    }
    reader.read(*directory);
    if (reader.tooMuch()) {
        return fail(ErrorCode::FileDamaged, "The picture's EXIF carries more than " + std::to_string(kMaxTextBytes) +
                                                " bytes of text, which no tool for pictures writes: it was not read.");
    }
    if (!exif && text == ExifText{}) {
        return tl::unexpected(exif.error());
    }
    return text;
}

Result<std::string> tiffWithExif(std::string_view tiff, const ExifText& text)
{
    const auto header = readTiffHeader(tiff);
    if (!header) {
        return tl::unexpected(header.error());
    }
    if (header->big) {
        return fail(ErrorCode::FileDamaged, "The picture is a BigTIFF, into which no metadata is written: choose png.");
    }
    const auto old = readTiffDirectory(tiff, header->directory, *header);
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
    const std::uint32_t directory =
        appendTiffDirectory(result, std::move(entries), static_cast<std::uint32_t>(old->next), header->order);
    if (result.size() > std::numeric_limits<std::uint32_t>::max()) {
        return fail(ErrorCode::InvalidRequest, "The picture is larger than a TIFF of 4 GiB can hold: make it smaller.");
    }
    result.replace(TiffHeader::kBytes - 4, 4, offsetBytes(directory, header->order));
    return result;
}

} // namespace gesso
