// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/webp_chunks.h"

#include "core/base/byte_order.h"

#include <algorithm>

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
    constexpr std::size_t kExtendedHeader = 10;
    constexpr std::uint32_t kAlphaFlag = 0x10;
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
    if (picture.type == "VP8X" && data.size() >= kExtendedHeader) {
        return WebpCanvas{readUnsigned<3>(data.substr(4), kOrder) + 1, readUnsigned<3>(data.substr(7), kOrder) + 1,
                          (static_cast<unsigned char>(data[0]) & kAlphaFlag) != 0};
    }
    return damagedWebp("its picture is missing");
}

} // namespace gesso
