// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/exr_header.h"

#include "core/base/byte_order.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gesso {
namespace {

constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kVersionBytes = 4;
constexpr std::uint32_t kTiledFlag = 0x200;
constexpr std::uint32_t kMultiPartFlag = 0x1000;
constexpr std::size_t kMostNameBytes = 255;
constexpr std::size_t kMostParts = 1024;
constexpr std::size_t kOffsetBytes = 8;

tl::unexpected<Error> damagedExr(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The exr is damaged: " + std::string(cause) + ".");
}

std::int64_t signedAt(std::string_view bytes, std::size_t offset) noexcept
{
    return static_cast<std::int32_t>(readU32(bytes.substr(offset), kOrder));
}

/// A name that ends at a zero byte, taken from the front; nothing when it has no end.
std::optional<std::string_view> takeName(std::string_view& rest) noexcept
{
    const std::size_t end = rest.substr(0, kMostNameBytes + 1).find('\0');
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view name = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return name;
}

struct Attribute {
    std::string_view name, type, value;
};

/// What a part's attributes say that is put together at its end.
struct Part {
    std::optional<std::string_view> dataWindow, channels, compression, tiles, chunkCount;
    std::vector<TextEntry> texts;
};

/// The values that have sizes of their own inside, which a reader would allocate.
Result<> checkInside(const Attribute& attribute)
{
    constexpr std::size_t kSize = 4;
    if (attribute.type == "stringvector") {
        std::string_view rest = attribute.value;
        while (!rest.empty()) {
            const std::size_t size = rest.size() < kSize ? rest.size() : readU32(rest, kOrder);
            if (rest.size() < kSize || size > rest.size() - kSize) {
                return damagedExr("a text of its attribute goes beyond it");
            }
            rest.remove_prefix(kSize + size);
        }
    }
    if (attribute.type == "preview") {
        constexpr std::uint64_t kPixel = 4;
        const std::string_view value = attribute.value;
        const bool sized = value.size() >= 2 * kSize;
        const std::uint64_t pixels =
            sized ? std::uint64_t{readU32(value, kOrder)} * readU32(value.substr(kSize), kOrder) : 0;
        if (!sized || pixels > value.size() || pixels * kPixel != value.size() - 2 * kSize) {
            return damagedExr("its preview is not as large as it says");
        }
    }
    return {};
}

Result<Attribute> takeAttribute(std::string_view& rest)
{
    constexpr std::size_t kSizeBytes = 4;
    Attribute attribute;
    const auto name = takeName(rest);
    const auto type = name ? takeName(rest) : std::nullopt;
    if (!type || rest.size() < kSizeBytes) {
        return damagedExr("an attribute is cut short");
    }
    const std::size_t size = readU32(rest, kOrder);
    rest.remove_prefix(kSizeBytes);
    if (size > rest.size() || size > kMaxTextBytes) {
        return damagedExr("its attribute '" + std::string(*name) + "' says that it has " + std::to_string(size) +
                          " bytes");
    }
    attribute = {*name, *type, rest.substr(0, size)};
    rest.remove_prefix(size);
    return checkInside(attribute).map([&] { return attribute; });
}

void note(Part& part, const Attribute& attribute)
{
    if (attribute.name == "dataWindow") {
        part.dataWindow = attribute.value;
    } else if (attribute.name == "channels") {
        part.channels = attribute.value;
    } else if (attribute.name == "compression") {
        part.compression = attribute.value;
    } else if (attribute.name == "tiles") {
        part.tiles = attribute.value;
    } else if (attribute.name == "chunkCount") {
        part.chunkCount = attribute.value;
    }
    if (attribute.type == "string") {
        part.texts.push_back({std::string(attribute.name), std::string(attribute.value)});
    }
}

/// A header's attributes up to its empty name.
Result<Part> takePart(std::string_view& rest)
{
    Part part;
    while (!rest.empty() && rest.front() != '\0') {
        const auto attribute = takeAttribute(rest);
        if (!attribute) {
            return tl::unexpected(attribute.error());
        }
        note(part, *attribute);
    }
    if (rest.empty()) {
        return damagedExr("its header has no end");
    }
    rest.remove_prefix(1);
    return part;
}

/// Bytes of a pixel in all channels of a "chlist".
std::uint64_t bytesOfPixel(std::string_view channels) noexcept
{
    constexpr std::size_t kRest = 16; // type, linear, sampling
    constexpr std::uint32_t kHalf = 1;
    std::uint64_t bytes = 0;
    while (!channels.empty() && channels.front() != '\0') {
        if (!takeName(channels) || channels.size() < kRest) {
            break;
        }
        // Of channels with fewer samples than pixels nothing is demanded.
        const bool full = readU32(channels.substr(8), kOrder) == 1 && readU32(channels.substr(12), kOrder) == 1;
        const std::uint64_t each = readU32(channels, kOrder) == kHalf ? 2 : 4;
        bytes += full ? each : 0;
        channels.remove_prefix(kRest);
    }
    return bytes;
}

Result<> readSize(ExrHeader& header, const Part& part)
{
    constexpr std::size_t kBox = 16, kTiles = 9;
    if (!part.dataWindow || part.dataWindow->size() < kBox || !part.channels || !part.compression ||
        part.compression->empty()) {
        return damagedExr("it does not say how large it is");
    }
    header.width = signedAt(*part.dataWindow, 8) - signedAt(*part.dataWindow, 0) + 1;
    header.height = signedAt(*part.dataWindow, 12) - signedAt(*part.dataWindow, 4) + 1;
    if (header.width <= 0 || header.height <= 0) {
        return damagedExr("it has no pixels");
    }
    header.pixelBytes = bytesOfPixel(*part.channels);
    header.compression = static_cast<unsigned char>(part.compression->front());
    constexpr std::array<std::int64_t, 10> kLines{1, 1, 1, 16, 32, 16, 32, 32, 32, 256};
    const std::int64_t lines = header.compression < kLines.size() ? kLines[header.compression] : 1;
    header.chunks = static_cast<std::uint64_t>((header.height + lines - 1) / lines);
    if (part.tiles) {
        const std::int64_t across = part.tiles->size() < kTiles ? 0 : signedAt(*part.tiles, 0);
        const std::int64_t down = part.tiles->size() < kTiles ? 0 : signedAt(*part.tiles, 4);
        if (across <= 0 || down <= 0) {
            return damagedExr("its tiles have no size");
        }
        header.tilePixels = static_cast<std::uint64_t>(across) * static_cast<std::uint64_t>(down);
        header.chunks = static_cast<std::uint64_t>((header.width + across - 1) / across) *
                        static_cast<std::uint64_t>((header.height + down - 1) / down);
    }
    return {};
}

/// Whether each of the first part's chunks has a place in the file. `rest` begins with these.
Result<> checkChunks(std::uint64_t chunks, std::string_view rest, std::size_t fileBytes)
{
    if (chunks > rest.size() / kOffsetBytes) {
        return damagedExr("most of its pixels are missing");
    }
    for (std::uint64_t i = 0; i < chunks; ++i) {
        const std::uint64_t offset = readU64(rest.substr(i * kOffsetBytes), kOrder);
        if (offset == 0 || offset >= fileBytes) {
            return damagedExr("some of its pixels are missing");
        }
    }
    return {};
}

} // namespace

Result<ExrHeader> readExrHeader(std::string_view exr)
{
    if (exr.size() < kMagicBytes + kVersionBytes || !exr.starts_with("\x76\x2F\x31\x01")) {
        return damagedExr("it does not begin as an exr does");
    }
    const std::uint32_t version = readU32(exr.substr(kMagicBytes), kOrder);
    const bool multiPart = (version & kMultiPartFlag) != 0;
    std::string_view rest = exr.substr(kMagicBytes + kVersionBytes);
    ExrHeader header;
    std::size_t parts = 0;
    do {
        Result<Part> part = takePart(rest);
        if (!part) {
            return tl::unexpected(part.error());
        }
        if (parts == 0) {
            if (Result<> sized = readSize(header, *part); !sized) {
                return tl::unexpected(sized.error());
            }
            if (!multiPart && (version & kTiledFlag) != 0 && header.tilePixels == 0) {
                return damagedExr("its tiles have no size");
            }
            header.texts = std::move(part->texts);
        }
        if (++parts > kMostParts) {
            return damagedExr("it has more than " + std::to_string(kMostParts) + " parts");
        }
    } while (multiPart && !rest.empty() && rest.front() != '\0');
    if (multiPart) {
        rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
    }
    return checkChunks(header.chunks, rest, exr.size()).map([&] { return std::move(header); });
}

} // namespace gesso
