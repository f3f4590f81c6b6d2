// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/webp_chunks.h"

#include "core/base/byte_order.h"
#include "core/picture_files/colour/colour_profile.h"

#include <algorithm>
#include <limits>

namespace gesso {
namespace {

// RFC 9649, 2.4 to 2.7
constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
constexpr std::size_t kRiffBytes = 12;
constexpr std::size_t kChunkHeaderBytes = 8;

tl::unexpected<Error> damagedWebp(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The WebP is damaged: " + std::string(cause) + ".");
}

constexpr std::size_t kExtendedBytes = 10;
constexpr std::uint32_t kAlphaFlag = 0x10;

void appendChunk(std::string& webp, std::string_view type, std::string_view data)
{
    webp.append(type);
    appendU32(webp, static_cast<std::uint32_t>(data.size()), kOrder);
    webp.append(data).append(data.size() % 2, '\0');
}

/// The data of a VP8X chunk with that flag, from the file's own or a new one.
Result<std::string> extendedHeader(const WebpChunk& first, std::uint32_t flag)
{
    if (first.type == "VP8X") {
        if (first.data.size() < kExtendedBytes) {
            return damagedWebp("its header is cut short");
        }
        std::string header(first.data);
        header[0] = static_cast<char>(static_cast<unsigned char>(header[0]) | flag);
        return header;
    }
    return webpCanvas(first).map([flag](const WebpCanvas& canvas) {
        std::string header;
        appendU32(header, flag | (canvas.hasAlpha ? kAlphaFlag : 0U), kOrder);
        appendUnsigned<3>(header, canvas.width - 1, kOrder);
        appendUnsigned<3>(header, canvas.height - 1, kOrder);
        return header;
    });
}

} // namespace

Result<std::vector<WebpChunk>> webpChunks(std::string_view webp)
{
    if (webp.size() < kRiffBytes || !webp.starts_with("RIFF") || webp.substr(8, 4) != "WEBP") {
        return damagedWebp("it does not begin as a WebP does");
    }
    constexpr std::size_t kSizeFrom = 8; // the size counts from here
    const std::size_t told = kSizeFrom + readU32(webp.substr(4), kOrder);
    if (told > webp.size() + 1) { // the last chunk's padding may be missing
        return damagedWebp("it is cut short");
    }
    std::vector<WebpChunk> chunks;
    std::string_view rest = webp.substr(0, std::max(told, kRiffBytes)).substr(kRiffBytes);
    while (!rest.empty()) {
        if (rest.size() < kChunkHeaderBytes) {
            return damagedWebp("it is cut short");
        }
        const std::size_t size = readU32(rest.substr(4), kOrder);
        if (size > rest.size() - kChunkHeaderBytes) {
            return damagedWebp("a chunk goes beyond the end of the file");
        }
        chunks.push_back({rest.substr(0, 4), rest.substr(kChunkHeaderBytes, size)});
        const std::size_t padded = kChunkHeaderBytes + size + size % 2;
        rest.remove_prefix(std::min(padded, rest.size()));
    }
    return chunks;
}

Result<WebpCanvas> webpCanvas(const WebpChunk& picture)
{
    constexpr std::uint32_t kSideMask = (1U << 14) - 1;
    constexpr std::size_t kLossyHeader = 10;
    constexpr std::size_t kLosslessHeader = 5;
    constexpr char kLosslessSignature = 0x2F;
    const std::string_view data = picture.data;
    if (picture.type == "VP8L" && data.size() >= kLosslessHeader && data[0] == kLosslessSignature) {
        const std::uint32_t bits = readU32(data.substr(1), kOrder);
        return WebpCanvas{(bits & kSideMask) + 1, (bits >> 14 & kSideMask) + 1, (bits >> 28 & 1U) != 0};
    }
    if (picture.type == "VP8 " && data.size() >= kLossyHeader) {
        return WebpCanvas{readU16(data.substr(6), kOrder) & kSideMask, readU16(data.substr(8), kOrder) & kSideMask,
                          false};
    }
    if (picture.type == "VP8X" && data.size() >= kExtendedBytes) {
        return WebpCanvas{readUnsigned<3>(data.substr(4), kOrder) + 1, readUnsigned<3>(data.substr(7), kOrder) + 1,
                          (static_cast<unsigned char>(data[0]) & kAlphaFlag) != 0};
    }
    return damagedWebp("its picture is missing");
}

Result<std::string> webpWithChunk(std::string_view webp, WebpMetadata kind, std::string_view data)
{
    const bool isProfile = kind == WebpMetadata::Profile;
    constexpr std::uint32_t kProfileFlag = 0x20, kExifFlag = 0x08;
    const std::string_view type = isProfile ? "ICCP" : "EXIF";
    const auto chunks = webpChunks(webp);
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    const auto header = chunks->empty() ? damagedWebp("it is empty")
                                        : extendedHeader(chunks->front(), isProfile ? kProfileFlag : kExifFlag);
    if (!header) {
        return tl::unexpected(header.error());
    }
    std::string body("WEBP");
    appendChunk(body, "VP8X", *header);
    if (isProfile) { // comes before the pixels, EXIF after them
        appendChunk(body, type, data);
    }
    for (const WebpChunk& chunk : *chunks) {
        if (chunk.type != "VP8X" && chunk.type != type) {
            appendChunk(body, chunk.type, chunk.data);
        }
    }
    if (!isProfile) {
        appendChunk(body, type, data);
    }
    if (body.size() > std::numeric_limits<std::uint32_t>::max() - 1) {
        return fail(ErrorCode::InvalidRequest, "The picture is larger than a WebP of 4 GiB can hold: choose png.");
    }
    std::string result("RIFF");
    appendU32(result, static_cast<std::uint32_t>(body.size()), kOrder);
    return result.append(body);
}

std::optional<std::string> webpProfile(std::string_view webp)
{
    const auto chunks = webpChunks(webp);
    for (const WebpChunk& chunk : chunks ? *chunks : std::vector<WebpChunk>()) {
        if (chunk.type == "ICCP") {
            return chunk.data.size() > kMaxProfileBytes ? std::string() : std::string(chunk.data);
        }
    }
    return std::nullopt;
}

} // namespace gesso
