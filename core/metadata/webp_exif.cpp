// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/webp_exif.h"

#include "core/base/byte_order.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace gesso {
namespace {

// RFC 9649, 2.4 to 2.7
constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
constexpr std::size_t kRiffBytes = 12;
constexpr std::size_t kChunkHeaderBytes = 8;
constexpr std::size_t kExtendedBytes = 10;
constexpr std::uint32_t kExifFlag = 0x08;
constexpr std::uint32_t kAlphaFlag = 0x10;

struct Chunk {
    std::string_view type;
    std::string_view data;
};

struct Canvas {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool hasAlpha = false;
};

tl::unexpected<Error> damaged(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The WebP is damaged: " + std::string(cause) + ".");
}

Result<std::vector<Chunk>> chunksOf(std::string_view webp)
{
    if (webp.size() < kRiffBytes || !webp.starts_with("RIFF") || webp.substr(8, 4) != "WEBP") {
        return damaged("it does not begin as a WebP does");
    }
    std::vector<Chunk> chunks;
    std::string_view rest = webp.substr(kRiffBytes);
    while (!rest.empty()) {
        if (rest.size() < kChunkHeaderBytes) {
            return damaged("it is cut short");
        }
        const std::size_t size = readU32(rest.substr(4), kOrder);
        if (size > rest.size() - kChunkHeaderBytes) {
            return damaged("a chunk goes beyond the end of the file");
        }
        chunks.push_back({rest.substr(0, 4), rest.substr(kChunkHeaderBytes, size)});
        const std::size_t padded = kChunkHeaderBytes + size + size % 2;
        rest.remove_prefix(std::min(padded, rest.size()));
    }
    return chunks;
}

void appendChunk(std::string& webp, std::string_view type, std::string_view data)
{
    webp.append(type);
    appendU32(webp, static_cast<std::uint32_t>(data.size()), kOrder);
    webp.append(data).append(data.size() % 2, '\0');
}

/// The size that a simple file's picture tells: "VP8 " (RFC 6386, 9.1) or "VP8L" (RFC 9649, 3.4).
Result<Canvas> canvasOf(const Chunk& picture)
{
    constexpr std::uint32_t kSideMask = (1U << 14) - 1;
    constexpr std::size_t kLossyHeader = 10;
    constexpr std::size_t kLosslessHeader = 5;
    constexpr char kLosslessSignature = 0x2F;
    const std::string_view data = picture.data;
    if (picture.type == "VP8L" && data.size() >= kLosslessHeader && data[0] == kLosslessSignature) {
        const std::uint32_t bits = readU32(data.substr(1), kOrder);
        return Canvas{(bits & kSideMask) + 1, (bits >> 14 & kSideMask) + 1, (bits >> 28 & 1U) != 0};
    }
    if (picture.type == "VP8 " && data.size() >= kLossyHeader) {
        return Canvas{readU16(data.substr(6), kOrder) & kSideMask, readU16(data.substr(8), kOrder) & kSideMask, false};
    }
    return damaged("its picture is missing");
}

/// The data of a VP8X chunk that announces EXIF, from the file's own or made anew.
Result<std::string> extendedHeader(const Chunk& first)
{
    if (first.type == "VP8X") {
        if (first.data.size() < kExtendedBytes) {
            return damaged("its header is cut short");
        }
        std::string header(first.data);
        header[0] = static_cast<char>(static_cast<unsigned char>(header[0]) | kExifFlag);
        return header;
    }
    return canvasOf(first).map([](const Canvas& canvas) {
        std::string header;
        appendU32(header, kExifFlag | (canvas.hasAlpha ? kAlphaFlag : 0U), kOrder);
        appendUnsigned<3>(header, canvas.width - 1, kOrder);
        appendUnsigned<3>(header, canvas.height - 1, kOrder);
        return header;
    });
}

} // namespace

Result<std::string_view> webpExif(std::string_view webp)
{
    return chunksOf(webp).map([](const std::vector<Chunk>& chunks) {
        for (const Chunk& chunk : chunks) {
            if (chunk.type == "EXIF") {
                return chunk.data;
            }
        }
        return std::string_view();
    });
}

Result<std::string> webpWithExif(std::string_view webp, std::string_view block)
{
    const auto chunks = chunksOf(webp);
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    const auto header = chunks->empty() ? damaged("it is empty") : extendedHeader(chunks->front());
    if (!header) {
        return tl::unexpected(header.error());
    }
    std::string body("WEBP");
    appendChunk(body, "VP8X", *header);
    for (const Chunk& chunk : *chunks) {
        if (chunk.type != "VP8X" && chunk.type != "EXIF") {
            appendChunk(body, chunk.type, chunk.data);
        }
    }
    appendChunk(body, "EXIF", block);
    if (body.size() > std::numeric_limits<std::uint32_t>::max() - 1) {
        return fail(ErrorCode::InvalidRequest, "The picture is larger than a WebP of 4 GiB can hold: choose png.");
    }
    std::string result("RIFF");
    appendU32(result, static_cast<std::uint32_t>(body.size()), kOrder);
    return result.append(body);
}

} // namespace gesso
