// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/tiff_layout.h"

#include "core/picture_files/formats/tiff_directory.h"

#include <algorithm>
#include <array>
#include <limits>

namespace gesso {
namespace {

// TIFF 6.0, section 8 and after
using Tag = std::uint16_t;
constexpr Tag kWidth = 256;
constexpr Tag kHeight = 257;
constexpr Tag kBits = 258;
constexpr Tag kCompression = 259;
constexpr Tag kPhotometric = 262;
constexpr Tag kFillOrder = 266;
constexpr Tag kStripOffsets = 273;
constexpr Tag kOrientation = 274;
constexpr Tag kSamples = 277;
constexpr Tag kRowsPerStrip = 278;
constexpr Tag kStripBytes = 279;
constexpr Tag kPlanar = 284;
constexpr Tag kTileWidth = 322;
constexpr Tag kTileHeight = 323;
constexpr Tag kTileOffsets = 324;
constexpr Tag kTileBytes = 325;
constexpr Tag kInkSet = 332;
constexpr Tag kSampleFormat = 339;

/// Besides those above: options of fax and prediction, colour map, inks, extra samples, JPEG tables, YCbCr.
constexpr std::array<std::uint16_t, 29> kNeeded{
    kWidth,        kHeight,     kBits,   kCompression, kPhotometric, kFillOrder,   kStripOffsets, kSamples,
    kRowsPerStrip, kStripBytes, kPlanar, kTileWidth,   kTileHeight,  kTileOffsets, kTileBytes,    kSampleFormat,
    292,           293,         317,     320,          kInkSet,      334,          336,           338,
    347,           529,         530,     531,          532};

// Compression
constexpr std::uint64_t kNone = 1;
constexpr std::uint64_t kFax = 2;
constexpr std::uint64_t kFax3 = 3;
constexpr std::uint64_t kFax4 = 4;
constexpr std::uint64_t kLzw = 5;
constexpr std::uint64_t kOldJpeg = 6;
constexpr std::uint64_t kJpeg = 7;
constexpr std::uint64_t kDeflate = 8;
constexpr std::uint64_t kPackBits = 32773;
constexpr std::uint64_t kOldDeflate = 32946;
// PhotometricInterpretation
constexpr std::uint64_t kWhiteIsZero = 0;
constexpr std::uint64_t kBlackIsZero = 1;
constexpr std::uint64_t kRgbColours = 2;
constexpr std::uint64_t kPalette = 3;
constexpr std::uint64_t kCmyk = 5;
constexpr std::uint64_t kYcbcr = 6;

constexpr std::uint64_t kMostBits = 64;
constexpr std::uint64_t kMostSamples = 64;

tl::unexpected<Error> damagedLayout(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The tiff is damaged: " + std::string(cause) + ".");
}

/// The values that say how pixels are stored.
struct Storage {
    std::uint64_t width = 0, height = 0, bits = 1, samples = 1, compression = kNone, photometric = 0;
    std::uint64_t rowsPerStrip = 0, tileWidth = 0, tileHeight = 0;
    bool planes = false;
};

std::uint64_t valueOf(const TiffDirectory& directory, Tag tag, std::uint64_t otherwise, ByteOrder order)
{
    const TiffEntry* const entry = directory.find(tag);
    return entry == nullptr ? otherwise : entry->number(order).value_or(otherwise);
}

Result<Storage> storageOf(const TiffDirectory& directory, ByteOrder order)
{
    Storage storage;
    const auto value = [&](Tag tag, std::uint64_t otherwise) { return valueOf(directory, tag, otherwise, order); };
    storage.width = value(kWidth, 0);
    storage.height = value(kHeight, 0);
    constexpr std::uint64_t kMostSide = std::numeric_limits<std::int32_t>::max();
    if (storage.width == 0 || storage.height == 0 || storage.width > kMostSide || storage.height > kMostSide) {
        return damagedLayout("it does not say how large it is");
    }
    storage.bits = value(kBits, 1);
    storage.samples = value(kSamples, 1);
    if (storage.bits == 0 || storage.bits > kMostBits || storage.samples == 0 || storage.samples > kMostSamples) {
        return damagedLayout("it has " + std::to_string(storage.samples) + " values of " +
                             std::to_string(storage.bits) + " bits a pixel");
    }
    storage.compression = value(kCompression, kNone);
    storage.photometric = value(kPhotometric, storage.samples >= 3 ? kRgbColours : kBlackIsZero);
    storage.planes = value(kPlanar, 1) == 2 && storage.samples > 1;
    storage.rowsPerStrip = std::clamp<std::uint64_t>(value(kRowsPerStrip, storage.height), 1, storage.height);
    storage.tileWidth = value(kTileWidth, 0);
    storage.tileHeight = value(kTileHeight, 0);
    if (storage.compression == kOldJpeg) {
        return fail(ErrorCode::Unsupported, "The tiff has JPEG data of the old kind (compression 6), which are not "
                                            "read: save it again with another program.");
    }
    const bool known = storage.photometric <= kPalette || storage.photometric == kCmyk || storage.photometric == kYcbcr;
    if (!known) {
        return fail(ErrorCode::Unsupported, "The tiff's colours (PhotometricInterpretation " +
                                                std::to_string(storage.photometric) +
                                                ") are not read: save it as RGB or grey.");
    }
    return storage;
}

/// The most bytes that one byte of compressed data can stand for.
std::uint64_t mostPerByte(const Storage& storage) noexcept
{
    switch (storage.compression) {
    case kNone:
        return storage.photometric == kYcbcr ? 3 : 1; // colours may be sampled less often
    case kPackBits:
        return 64;
    case kDeflate:
    case kOldDeflate:
        return 1032; // RFC 1951: 258 bytes by 2 bits
    case kLzw:
        return 1400; // 4094 codes of up to 12 bits
    case kJpeg:
        return std::uint64_t{64} * 8 * 3; // a bit for each block
    case kFax:
    case kFax3:
    case kFax4:
        return storage.width; // a bit for each row of width / 8 bytes
    default:
        return 10'000;
    }
}

/// Whether a part of so many uncompressed bytes can come out of a part of so many bytes.
bool canHold(std::uint64_t compressed, std::uint64_t plain, const Storage& storage) noexcept
{
    constexpr std::uint64_t kRounding = 1024; // of what ends and begins within a byte
    return compressed > 0 && (storage.compression == kNone ? plain / mostPerByte(storage) <= compressed
                                                           : plain <= compressed * mostPerByte(storage) + kRounding);
}

/// The offsets and sizes of strips or tiles, against the file and against the pixels.
Result<> checkParts(const TiffDirectory& directory, const Storage& storage, std::uint64_t fileBytes, ByteOrder order)
{
    const bool tiled = directory.find(kTileWidth) != nullptr;
    const TiffEntry* const offsets = directory.find(tiled ? kTileOffsets : kStripOffsets);
    const TiffEntry* const sizes = directory.find(tiled ? kTileBytes : kStripBytes);
    constexpr std::uint64_t kMostTile = 1 << 16;
    if (tiled && (storage.tileWidth == 0 || storage.tileHeight == 0 || storage.tileWidth > kMostTile ||
                  storage.tileHeight > kMostTile || storage.tileWidth * storage.tileHeight > (1U << 26U))) {
        return damagedLayout("its tiles have no sensible size");
    }
    const std::uint64_t rows = tiled ? storage.tileHeight : storage.rowsPerStrip;
    const std::uint64_t columns = tiled ? storage.tileWidth : storage.width;
    const std::uint64_t across = (storage.width + columns - 1) / columns;
    const std::uint64_t down = (storage.height + rows - 1) / rows;
    const std::uint64_t samples = storage.planes ? 1 : storage.samples;
    if (across * down > fileBytes) { // each needs an offset
        return damagedLayout("most of its pixels are missing");
    }
    const std::uint64_t parts = across * down * (storage.planes ? storage.samples : 1);
    const std::uint64_t rowBytes = (columns * storage.bits * samples + 7) / 8;
    if (offsets == nullptr || offsets->count < parts) {
        return damagedLayout("most of its pixels are missing");
    }
    for (std::uint64_t i = 0; i < parts; ++i) {
        const std::uint64_t offset = offsets->number(order, i).value_or(0);
        const std::uint64_t rest = offset == 0 || offset >= fileBytes ? 0 : fileBytes - offset;
        // Some writers leave the sizes out where there is one strip.
        const std::uint64_t told = sizes == nullptr ? rest : sizes->number(order, i).value_or(0);
        const bool last = i % down == down - 1 && !tiled;
        const std::uint64_t partRows = last ? storage.height - (down - 1) * rows : rows;
        if (told > rest || !canHold(told, rowBytes * partRows, storage)) {
            return damagedLayout("some of its pixels are missing");
        }
    }
    return {};
}

void appendNumber(std::string& bytes, std::uint64_t value, bool wide, ByteOrder order)
{
    const auto high = static_cast<std::uint32_t>(value >> 32U);
    const auto low = static_cast<std::uint32_t>(value);
    if (wide && order == ByteOrder::BigEndian) {
        appendU32(bytes, high, order);
    }
    appendU32(bytes, low, order);
    if (wide && order == ByteOrder::LittleEndian) {
        appendU32(bytes, high, order);
    }
}

/// An entry as its bytes.
struct PlainEntry {
    std::uint16_t tag = 0, type = 0;
    std::uint64_t count = 1;
    std::string value; ///< four or eight bytes
};

PlainEntry shortEntry(std::uint16_t tag, std::uint64_t value, const TiffHeader& header)
{
    PlainEntry entry{tag, TiffEntry::Short, 1, {}};
    appendU16(entry.value, static_cast<std::uint32_t>(value), header.order);
    entry.value.resize(header.big ? 8 : 4, '\0');
    return entry;
}

/// The entries that a decoder is given.
std::vector<PlainEntry> neededEntries(const TiffDirectory& directory, const Storage& storage, const TiffHeader& header)
{
    std::vector<PlainEntry> entries;
    for (const std::uint16_t tag : kNeeded) {
        if (const TiffEntry* const entry = directory.find(tag); entry != nullptr && !entry->damaged) {
            entries.push_back({entry->tag, entry->type, entry->count, std::string(entry->inlineValue)});
        }
    }
    const std::array<std::pair<std::uint16_t, std::uint64_t>, 7> defaults{{{kBits, 1},
                                                                           {kCompression, kNone},
                                                                           {kPhotometric, storage.photometric},
                                                                           {kFillOrder, 1},
                                                                           {kSamples, 1},
                                                                           {kPlanar, 1},
                                                                           {kSampleFormat, 1}}};
    for (const auto& [tag, value] : defaults) {
        if (std::none_of(entries.begin(), entries.end(),
                         [tag = tag](const PlainEntry& entry) { return entry.tag == tag; })) {
            entries.push_back(shortEntry(tag, value, header));
        }
    }
    std::sort(entries.begin(), entries.end(), [](const PlainEntry& a, const PlainEntry& b) { return a.tag < b.tag; });
    return entries;
}

void writeDirectory(TiffLayout& layout, std::string_view tiff, const std::vector<PlainEntry>& entries,
                    const TiffHeader& header)
{
    layout.tail.assign(tiff.size() % 2, '\0');
    const std::uint64_t offset = tiff.size() + layout.tail.size();
    layout.head = tiff.substr(0, header.big ? TiffHeader::kBytes : TiffHeader::kBytes - 4);
    appendNumber(layout.head, offset, header.big, header.order);
    if (header.big) {
        appendNumber(layout.tail, entries.size(), true, header.order);
    } else {
        appendU16(layout.tail, static_cast<std::uint32_t>(entries.size()), header.order);
    }
    for (const PlainEntry& entry : entries) {
        appendU16(layout.tail, entry.tag, header.order);
        appendU16(layout.tail, entry.type, header.order);
        appendNumber(layout.tail, entry.count, header.big, header.order);
        layout.tail.append(entry.value);
    }
    appendNumber(layout.tail, 0, header.big, header.order);
}

} // namespace

Result<TiffLayout> readTiffLayout(std::string_view tiff)
{
    const auto header = readTiffHeader(tiff);
    if (!header) {
        return tl::unexpected(header.error());
    }
    const auto directory = readTiffDirectory(tiff, header->directory, *header);
    if (!directory) {
        return tl::unexpected(directory.error());
    }
    const auto storage = storageOf(*directory, header->order);
    if (!storage) {
        return tl::unexpected(storage.error());
    }
    TiffLayout layout;
    layout.width = static_cast<std::int64_t>(storage->width);
    layout.height = static_cast<std::int64_t>(storage->height);
    layout.orientation =
        static_cast<int>(std::min<std::uint64_t>(valueOf(*directory, kOrientation, 1, header->order), 9));
    layout.bits = storage->bits;
    layout.whiteIsZero = storage->photometric == kWhiteIsZero;
    layout.inks = storage->photometric == kCmyk && storage->samples >= 4 && storage->compression != kJpeg &&
                  valueOf(*directory, kInkSet, 1, header->order) == 1;
    writeDirectory(layout, tiff, neededEntries(*directory, *storage, *header), *header);
    return checkParts(*directory, *storage, tiff.size(), header->order).map([&] { return std::move(layout); });
}

} // namespace gesso
