// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/webp_exif.h"

#include "core/base/byte_order.h"
#include "core/codec/webp_chunks.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace gesso {
namespace {

// RFC 9649, 2.4 to 2.7
constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
constexpr std::size_t kExtendedBytes = 10;
constexpr std::uint32_t kExifFlag = 0x08;
constexpr std::uint32_t kAlphaFlag = 0x10;

tl::unexpected<Error> damagedContainer(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The WebP is damaged: " + std::string(cause) + ".");
}

void appendChunk(std::string& webp, std::string_view type, std::string_view data)
{
    webp.append(type);
    appendU32(webp, static_cast<std::uint32_t>(data.size()), kOrder);
    webp.append(data).append(data.size() % 2, '\0');
}

/// The data of a VP8X chunk that announces EXIF, from the file's own or made anew.
Result<std::string> extendedHeader(const WebpChunk& first)
{
    if (first.type == "VP8X") {
        if (first.data.size() < kExtendedBytes) {
            return damagedContainer("its header is cut short");
        }
        std::string header(first.data);
        header[0] = static_cast<char>(static_cast<unsigned char>(header[0]) | kExifFlag);
        return header;
    }
    return webpCanvas(first).map([](const WebpCanvas& canvas) {
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
    return webpChunks(webp).map([](const std::vector<WebpChunk>& chunks) {
        for (const WebpChunk& chunk : chunks) {
            if (chunk.type == "EXIF") {
                return chunk.data;
            }
        }
        return std::string_view();
    });
}

Result<std::string> webpWithExif(std::string_view webp, std::string_view block)
{
    const auto chunks = webpChunks(webp);
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    const auto header = chunks->empty() ? damagedContainer("it is empty") : extendedHeader(chunks->front());
    if (!header) {
        return tl::unexpected(header.error());
    }
    std::string body("WEBP");
    appendChunk(body, "VP8X", *header);
    for (const WebpChunk& chunk : *chunks) {
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
