// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/tiff_directory.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

constexpr std::uint32_t kMagic = 42;
constexpr std::size_t kCountBytes = 2;
constexpr std::size_t kEntryBytes = 12;
constexpr std::size_t kNextBytes = 4;
constexpr std::size_t kInlineBytes = 4;
// Bytes of one value of the types 0..12; 0 for none.
constexpr std::array<std::uint64_t, 13> kTypeBytes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

tl::unexpected<Error> damaged(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The picture's EXIF or TIFF directory is damaged: " + std::string(cause) + ".");
}

Result<TiffEntry> readEntry(std::string_view tiff, std::string_view bytes, ByteOrder order)
{
    TiffEntry entry;
    entry.tag = static_cast<std::uint16_t>(readU16(bytes, order));
    entry.type = static_cast<std::uint16_t>(readU16(bytes.substr(2), order));
    entry.count = readU32(bytes.substr(4), order);
    entry.inlineValue = bytes.substr(8, kInlineBytes);
    const std::uint64_t size = entry.type < kTypeBytes.size() ? kTypeBytes[entry.type] * entry.count : 0;
    if (size <= kInlineBytes) {
        entry.value = entry.inlineValue.substr(0, size);
        return entry;
    }
    const std::uint64_t offset = readU32(entry.inlineValue, order);
    if (offset > tiff.size() || size > tiff.size() - offset) {
        return damaged("a value lies outside of it");
    }
    entry.value = tiff.substr(offset, size);
    return entry;
}

} // namespace

Result<TiffHeader> readTiffHeader(std::string_view tiff)
{
    TiffHeader header;
    if (tiff.size() < TiffHeader::kBytes || (!tiff.starts_with("II") && !tiff.starts_with("MM"))) {
        return damaged("it does not begin as a TIFF does");
    }
    header.order = tiff.starts_with("II") ? ByteOrder::LittleEndian : ByteOrder::BigEndian;
    if (readU16(tiff.substr(2), header.order) != kMagic) {
        return damaged("it is not of the classic kind");
    }
    header.directory = readU32(tiff.substr(4), header.order);
    return header;
}

Result<TiffDirectory> readTiffDirectory(std::string_view tiff, std::uint32_t offset, ByteOrder order)
{
    if (offset > tiff.size() || tiff.size() - offset < kCountBytes) {
        return damaged("a directory lies outside of it");
    }
    std::string_view rest = tiff.substr(offset);
    const std::size_t count = readU16(rest, order);
    rest.remove_prefix(kCountBytes);
    if (rest.size() < count * kEntryBytes) {
        return damaged("a directory goes beyond its end");
    }
    TiffDirectory directory;
    directory.entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto entry = readEntry(tiff, rest.substr(i * kEntryBytes, kEntryBytes), order);
        if (!entry) {
            return tl::unexpected(entry.error());
        }
        directory.entries.push_back(*entry);
    }
    rest.remove_prefix(count * kEntryBytes);
    directory.next = rest.size() >= kNextBytes ? readU32(rest, order) : 0;
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
        appendU32(tiff, entry.count, order);
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

} // namespace gesso
