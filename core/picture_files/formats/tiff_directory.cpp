// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/tiff_directory.h"

#include "core/picture_files/colour/colour_profile.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

constexpr std::uint32_t kMagic = 42;
constexpr std::uint32_t kBigMagic = 43;
constexpr std::uint64_t kBigOffsetBytes = 8;
constexpr std::size_t kCountBytes = 2;
constexpr std::size_t kEntryBytes = 12;
constexpr std::size_t kNextBytes = 4;
constexpr std::size_t kInlineBytes = 4;
// Bytes of one value of the types 0..18; 0 for none.
constexpr std::array<std::uint64_t, 19> kBytesOfType{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

/// The widths of what a directory of one kind is made of.
struct Widths {
    std::size_t count, entry, offset;
};

constexpr Widths widthsOf(const TiffHeader& header) noexcept
{
    return header.big ? Widths{8, 20, 8} : Widths{kCountBytes, kEntryBytes, kInlineBytes};
}

std::uint64_t widthNumber(std::string_view bytes, std::size_t width, ByteOrder order) noexcept
{
    switch (width) {
    case 1:
        return static_cast<unsigned char>(bytes[0]);
    case 2:
        return readU16(bytes, order);
    case 4:
        return readU32(bytes, order);
    default:
        return readU64(bytes, order);
    }
}

tl::unexpected<Error> damagedDirectory(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The picture's EXIF or TIFF directory is damaged: " + std::string(cause) + ".");
}

TiffEntry readEntry(std::string_view tiff, std::string_view bytes, const TiffHeader& header)
{
    const Widths widths = widthsOf(header);
    TiffEntry entry;
    entry.tag = static_cast<std::uint16_t>(readU16(bytes, header.order));
    entry.type = static_cast<std::uint16_t>(readU16(bytes.substr(2), header.order));
    entry.count = widthNumber(bytes.substr(4), widths.offset, header.order);
    entry.inlineValue = bytes.substr(4 + widths.offset, widths.offset);
    const std::uint64_t each = entry.type < kBytesOfType.size() ? kBytesOfType[entry.type] : 0;
    if (each != 0 && entry.count > tiff.size() / each) {
        entry.damaged = true;
        return entry;
    }
    const std::uint64_t size = each * entry.count;
    if (size <= widths.offset) {
        entry.value = entry.inlineValue.substr(0, size);
        return entry;
    }
    const std::uint64_t offset = widthNumber(entry.inlineValue, widths.offset, header.order);
    const std::size_t headerBytes = header.big ? TiffHeader::kBigBytes : TiffHeader::kBytes;
    entry.damaged = offset < headerBytes || offset > tiff.size() || size > tiff.size() - offset;
    if (!entry.damaged) {
        entry.value = tiff.substr(offset, size);
    }
    return entry;
}

} // namespace

std::optional<std::uint64_t> TiffEntry::number(ByteOrder order, std::uint64_t index) const noexcept
{
    const bool whole = type == Byte || type == Short || type == Long || type == Long8 || type == 13;
    const std::size_t width = whole ? kBytesOfType[type] : 0;
    if (width == 0 || index >= count || value.size() < width || index > value.size() / width - 1) {
        return std::nullopt;
    }
    return widthNumber(value.substr(index * width), width, order);
}

const TiffEntry* TiffDirectory::find(std::uint16_t tag) const noexcept
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [tag](const TiffEntry& entry) { return entry.tag == tag; });
    return found == entries.end() ? nullptr : &*found;
}

Result<TiffHeader> readTiffHeader(std::string_view tiff)
{
    TiffHeader header;
    if (tiff.size() < TiffHeader::kBytes || (!tiff.starts_with("II") && !tiff.starts_with("MM"))) {
        return damagedDirectory("it does not begin as a TIFF does");
    }
    header.order = tiff.starts_with("II") ? ByteOrder::LittleEndian : ByteOrder::BigEndian;
    const std::uint32_t magic = readU16(tiff.substr(2), header.order);
    header.big = magic == kBigMagic;
    if (!header.big && magic != kMagic) {
        return damagedDirectory("it is neither of the classic kind nor a BigTIFF");
    }
    if (!header.big) {
        header.directory = readU32(tiff.substr(4), header.order);
        return header;
    }
    if (tiff.size() < TiffHeader::kBigBytes || readU16(tiff.substr(4), header.order) != kBigOffsetBytes) {
        return damagedDirectory("it is a BigTIFF of an unknown kind");
    }
    header.directory = widthNumber(tiff.substr(TiffHeader::kBytes), kBigOffsetBytes, header.order);
    return header;
}

Result<TiffDirectory> readTiffDirectory(std::string_view tiff, std::uint64_t offset, const TiffHeader& header)
{
    constexpr std::uint64_t kMostEntries = 65535; // as many as a classic TIFF can have
    const Widths widths = widthsOf(header);
    if (offset > tiff.size() || tiff.size() - offset < widths.count) {
        return damagedDirectory("a directory lies outside of it");
    }
    std::string_view rest = tiff.substr(offset);
    const std::uint64_t count = widthNumber(rest, widths.count, header.order);
    rest.remove_prefix(widths.count);
    if (count > kMostEntries || rest.size() < count * widths.entry) {
        return damagedDirectory("a directory goes beyond its end");
    }
    TiffDirectory directory;
    directory.entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        directory.entries.push_back(readEntry(tiff, rest.substr(i * widths.entry, widths.entry), header));
    }
    rest.remove_prefix(count * widths.entry);
    directory.next = rest.size() >= widths.offset ? widthNumber(rest, widths.offset, header.order) : 0;
    return directory;
}

std::uint32_t appendTiffDirectory(std::string& tiff, std::vector<NewTiffEntry> entries, std::uint32_t next,
                                  ByteOrder order)
{
    std::stable_sort(entries.begin(), entries.end(),
                     [](const NewTiffEntry& a, const NewTiffEntry& b) { return a.tag < b.tag; });
    const auto padToEven = [](std::string& bytes) { bytes.append(bytes.size() % 2, '\0'); };
    padToEven(tiff);
    const std::size_t start = tiff.size();
    const std::size_t valuesStart = start + kCountBytes + entries.size() * kEntryBytes + kNextBytes;
    std::string values;
    appendU16(tiff, static_cast<std::uint32_t>(entries.size()), order);
    for (const NewTiffEntry& entry : entries) {
        appendU16(tiff, entry.tag, order);
        appendU16(tiff, entry.type, order);
        appendU32(tiff, static_cast<std::uint32_t>(entry.count), order);
        if (entry.isRaw || entry.value.size() <= kInlineBytes) {
            tiff.append(entry.value).append(kInlineBytes - entry.value.size(), '\0');
        } else {
            appendU32(tiff, static_cast<std::uint32_t>(valuesStart + values.size()), order);
            values.append(entry.value);
            padToEven(values);
        }
    }
    appendU32(tiff, next, order);
    tiff.append(values);
    return static_cast<std::uint32_t>(start);
}

std::optional<std::string> tiffProfile(std::string_view tiff)
{
    constexpr std::uint16_t kTiffProfile = 34675; // ICC.1:2022, B.3
    const auto header = readTiffHeader(tiff);
    const auto directory = header ? readTiffDirectory(tiff, header->directory, *header)
                                  : Result<TiffDirectory>(tl::unexpected(header.error()));
    const TiffEntry* const entry = directory ? directory->find(kTiffProfile) : nullptr;
    if (entry == nullptr) {
        return std::nullopt;
    }
    return entry->value.size() > kMaxProfileBytes ? std::string() : std::string(entry->value);
}

} // namespace gesso
