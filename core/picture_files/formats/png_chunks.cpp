// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/png_chunks.h"

#include "core/base/byte_order.h"
#include "core/picture_files/colour/colour_profile.h"

#include <zlib.h>

#include <algorithm>

namespace gesso {
namespace {

constexpr std::size_t kChunkLengthBytes = 4;
constexpr std::size_t kTypeBytes = 4;
constexpr std::size_t kCrcBytes = 4;
constexpr std::size_t kFrameBytes = kChunkLengthBytes + kTypeBytes + kCrcBytes;

std::uint32_t crcOf(std::string_view typeAndData) noexcept
{
    return static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const Bytef*>(typeAndData.data()), typeAndData.size()));
}

bool isLetter(char character) noexcept
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

tl::unexpected<Error> damagedAt(std::size_t offset, std::string_view cause)
{
    return fail(ErrorCode::FileDamaged,
                "The PNG is damaged at byte " + std::to_string(offset) + ": " + std::string(cause) + ".");
}

/// What was deflated; empty when it is broken or more than a profile may have.
std::string inflatedProfile(std::string_view deflated)
{
    z_stream stream{};
    if (::inflateInit(&stream) != Z_OK) {
        return {};
    }
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated.data())); // zlib only reads it
    stream.avail_in = static_cast<uInt>(deflated.size());
    std::string profile;
    int status = Z_OK;
    while (status == Z_OK && profile.size() <= kMaxProfileBytes) {
        constexpr std::size_t kStep = std::size_t{64} << 10U;
        const std::size_t before = profile.size();
        profile.resize(before + kStep);
        stream.next_out = reinterpret_cast<Bytef*>(profile.data() + before);
        stream.avail_out = static_cast<uInt>(kStep);
        status = ::inflate(&stream, Z_NO_FLUSH);
        profile.resize(profile.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    return status == Z_STREAM_END && profile.size() <= kMaxProfileBytes ? profile : std::string();
}

} // namespace

Result<std::optional<PngChunk>> PngChunkReader::next()
{
    if (m_ended) {
        return std::nullopt;
    }
    if (m_offset == 0) {
        if (!m_png.starts_with(kPngSignature)) {
            return damagedAt(0, "it does not begin as a PNG does");
        }
        m_offset = kPngSignature.size();
    }
    const std::string_view rest = m_png.substr(m_offset);
    if (rest.size() < kFrameBytes) {
        return damagedAt(m_offset, "it is cut short");
    }
    const std::uint32_t length = readU32(rest, ByteOrder::BigEndian);
    PngChunk chunk;
    chunk.type = rest.substr(kChunkLengthBytes, kTypeBytes);
    if (!std::all_of(chunk.type.begin(), chunk.type.end(), isLetter)) {
        return damagedAt(m_offset, "a chunk's type is not four letters");
    }
    if (length > rest.size() - kFrameBytes) {
        return damagedAt(m_offset, "a chunk of " + std::to_string(length) + " bytes goes beyond the end of the file");
    }
    if (m_offset == kPngSignature.size() && chunk.type != "IHDR") {
        return damagedAt(m_offset, "the first chunk is not IHDR");
    }
    chunk.whole = rest.substr(0, kFrameBytes + length);
    chunk.data = rest.substr(kChunkLengthBytes + kTypeBytes, length);
    const std::uint32_t crc = readU32(rest.substr(kChunkLengthBytes + kTypeBytes + length), ByteOrder::BigEndian);
    chunk.crcMatches = crc == crcOf(rest.substr(kChunkLengthBytes, kTypeBytes + length));
    m_offset += chunk.whole.size();
    m_ended = chunk.type == "IEND";
    return chunk;
}

void appendPngChunk(std::string& png, std::string_view type, std::string_view data)
{
    appendU32(png, static_cast<std::uint32_t>(data.size()), ByteOrder::BigEndian);
    const std::size_t start = png.size();
    png.append(type).append(data);
    appendU32(png, crcOf(std::string_view(png).substr(start)), ByteOrder::BigEndian);
}

/// W3C PNG, 11.3.2.3: a name, how it is compressed (0), the profile.
std::optional<std::string> pngProfile(std::string_view png)
{
    PngChunkReader reader(png);
    for (auto chunk = reader.next(); chunk && *chunk && (*chunk)->type != "IDAT"; chunk = reader.next()) {
        if ((*chunk)->type != "iCCP") {
            continue;
        }
        const std::string_view data = (*chunk)->data;
        const std::size_t end = data.find('\0');
        const bool whole =
            (*chunk)->crcMatches && end != std::string_view::npos && end + 2 < data.size() && data[end + 1] == '\0';
        return whole ? inflatedProfile(data.substr(end + 2)) : std::string();
    }
    return std::nullopt;
}

} // namespace gesso
