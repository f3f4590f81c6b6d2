// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "core/picture_files/formats/webp_chunks.h"
#include "core/picture_files/write/encode_picture.h"

#include "core/base/byte_order.h"

#include <zlib.h>

#include <array>
#include <string>
#include <vector>

// Picture files with a profile put into them by hand.

namespace gesso {

inline std::string lettersOf(std::uint32_t number, ByteOrder order)
{
    std::string bytes;
    appendU32(bytes, number, order);
    return bytes;
}

inline std::string deflated(const std::string& plain)
{
    z_stream stream = {};
    deflateInit(&stream, 1);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    std::string packed;
    std::array<char, 4096> part; // what is packed may be large: it is not held twice
    do {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        deflate(&stream, Z_FINISH);
        packed.append(part.data(), part.size() - stream.avail_out);
    } while (stream.avail_out == 0);
    deflateEnd(&stream);
    return packed;
}

/// An iCCP chunk's data.
inline std::string iccpData(const std::string& profile)
{
    return std::string("a profile") + '\0' + '\0' + deflated(profile);
}

/// The PNG with these chunk data as its iCCP, and without its sRGB.
inline std::string pngWith(const std::string& png, const std::string& data)
{
    std::string result(kPngSignature);
    PngChunkReader reader(png);
    while (const auto chunk = reader.next().value()) {
        if (chunk->type != "sRGB" && chunk->type != "iCCP") {
            result.append(chunk->whole);
        }
        if (chunk->type == "IHDR") {
            appendPngChunk(result, "iCCP", data);
        }
    }
    return result;
}

/// APP2 segments with the profile in parts of so many bytes.
inline std::vector<std::string> app2Segments(const std::string& profile, std::size_t partBytes = 60'000)
{
    const std::size_t count = (profile.size() + partBytes - 1) / partBytes;
    std::vector<std::string> segments;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string data = std::string("ICC_PROFILE") + '\0' + static_cast<char>(i + 1) +
                                 static_cast<char>(count) + profile.substr(i * partBytes, partBytes);
        std::string segment("\xFF\xE2");
        appendU16(segment, static_cast<std::uint32_t>(data.size() + 2), ByteOrder::BigEndian);
        segments.push_back(segment + data);
    }
    return segments;
}

/// The JPEG without its segments of one marker before its pixels.
inline std::string jpegWithout(const std::string& jpeg, unsigned char marker)
{
    std::string result = jpeg.substr(0, 2);
    std::size_t at = 2;
    while (at + 4 < jpeg.size() && static_cast<unsigned char>(jpeg[at + 1]) != 0xDA) {
        const std::size_t size = 2 + readU16(std::string_view(jpeg).substr(at + 2), ByteOrder::BigEndian);
        result += static_cast<unsigned char>(jpeg[at + 1]) == marker ? "" : jpeg.substr(at, size);
        at += size;
    }
    return result + jpeg.substr(at);
}

inline std::string jpegWith(const std::string& jpeg, const std::vector<std::string>& segments)
{
    std::string result = jpegWithout(jpeg, 0xE2);
    std::string all;
    for (const std::string& segment : segments) {
        all += segment;
    }
    return result.insert(2, all);
}

inline std::string webpWith(const std::string& webp, const std::string& profile, const Image& image)
{
    constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
    const auto chunk = [](const std::string& type, const std::string& data) {
        return type + lettersOf(static_cast<std::uint32_t>(data.size()), kOrder) + data +
               std::string(data.size() % 2, '\0');
    };
    std::string header(1, static_cast<char>(image.channels == 4 ? 0x30 : 0x20));
    header.append(3, '\0');
    appendUnsigned<3>(header, static_cast<std::uint32_t>(image.width - 1), kOrder);
    appendUnsigned<3>(header, static_cast<std::uint32_t>(image.height - 1), kOrder);
    std::string body = "WEBP" + chunk("VP8X", header) + chunk("ICCP", profile);
    const std::vector<WebpChunk> chunks = webpChunks(webp).value();
    for (const WebpChunk& old : chunks) {
        if (old.type != "VP8X" && old.type != "ICCP") {
            body += chunk(std::string(old.type), std::string(old.data));
        }
    }
    return "RIFF" + lettersOf(static_cast<std::uint32_t>(body.size()), kOrder) + body;
}

/// A TIFF of one strip; `photometric` as TIFF 6.0 has it, pixels of as many channels of 8 or 16 bits.
inline std::string tiffWith(const Image& image, std::uint32_t photometric, const std::string& profile, int bits = 8)
{
    constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
    std::string tiff = std::string("II*\0\0\0\0\0", 8);
    for (const std::uint8_t value : image.u8()) {
        tiff.append(bits == 16 ? 2 : 1, static_cast<char>(value));
    }
    const auto stripBytes = static_cast<std::uint32_t>(tiff.size() - 8);
    const auto number = [](int value) { return lettersOf(static_cast<std::uint32_t>(value), kOrder); };
    std::string depths;
    for (int i = 0; i < image.channels; ++i) {
        appendU16(depths, static_cast<std::uint32_t>(bits), kOrder);
    }
    std::vector<NewTiffEntry> entries{{256, TiffEntry::Long, 1, number(image.width)},
                                      {257, TiffEntry::Long, 1, number(image.height)},
                                      {258, TiffEntry::Short, static_cast<std::uint64_t>(image.channels), depths},
                                      {259, TiffEntry::Short, 1, number(1)},
                                      {262, TiffEntry::Short, 1, lettersOf(photometric, kOrder)},
                                      {273, TiffEntry::Long, 1, number(8)},
                                      {277, TiffEntry::Short, 1, number(image.channels)},
                                      {278, TiffEntry::Long, 1, number(image.height)},
                                      {279, TiffEntry::Long, 1, lettersOf(stripBytes, kOrder)}};
    if (!profile.empty()) {
        entries.push_back({34675, TiffEntry::Undefined, profile.size(), profile});
    }
    const std::uint32_t first = appendTiffDirectory(tiff, entries, 0, kOrder);
    return tiff.replace(4, 4, lettersOf(first, kOrder));
}

} // namespace gesso
