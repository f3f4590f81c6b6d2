// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/jpeg_segments.h"

#include "core/base/byte_order.h"
#include "core/picture_files/colour/colour_profile.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace gesso {
namespace {

// ITU-T T.81, annex B
constexpr std::string_view kStart{"\xFF\xD8", 2};
constexpr char kMarker = '\xFF';
constexpr unsigned char kApp1 = 0xE1;
constexpr unsigned char kStartOfScan = 0xDA;
constexpr unsigned char kEndOfImage = 0xD9;
constexpr std::string_view kExifPrefix{"Exif\0\0", 6};
constexpr std::size_t kMarkerBytes = 2;
constexpr std::size_t kLengthBytes = 2;

tl::unexpected<Error> damagedJpeg(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The JPEG is damaged: " + std::string(cause) + ".");
}

/// The segment at the start of `rest`, fill bytes before it taken away; nothing but an error where none is whole.
Result<JpegSegment> takeSegment(std::string_view& rest)
{
    while (rest.size() > kMarkerBytes && rest[0] == kMarker && rest[1] == kMarker) {
        rest.remove_prefix(1); // fill bytes are allowed before a marker
    }
    if (rest.size() < kMarkerBytes + kLengthBytes || rest[0] != kMarker ||
        static_cast<unsigned char>(rest[1]) == kEndOfImage) {
        return damagedJpeg("its pixels are missing");
    }
    const std::size_t length = readU16(rest.substr(kMarkerBytes), ByteOrder::BigEndian);
    if (length < kLengthBytes || length > rest.size() - kMarkerBytes) {
        return damagedJpeg("a segment goes beyond the end of the file");
    }
    const JpegSegment segment{static_cast<unsigned char>(rest[1]), rest.substr(0, kMarkerBytes + length),
                              rest.substr(kMarkerBytes + kLengthBytes, length - kLengthBytes)};
    return segment;
}

/// The length of the entropy-coded data at the start of `data`: up to a marker that is no restart.
std::size_t scanLength(std::string_view data) noexcept
{
    std::size_t at = 0;
    while (at < data.size()) {
        const void* const found = std::memchr(data.data() + at, 0xFF, data.size() - at);
        if (found == nullptr) {
            return data.size();
        }
        at = static_cast<std::size_t>(static_cast<const char*>(found) - data.data());
        if (at + 1 >= data.size()) {
            return data.size();
        }
        const auto next = static_cast<unsigned char>(data[at + 1]);
        const bool restart = next >= 0xD0 && next <= 0xD7;
        if (next != 0 && next != 0xFF && !restart) {
            return at;
        }
        at += next == 0xFF ? 1 : 2;
    }
    return data.size();
}

bool isFrame(unsigned char marker) noexcept
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Width, height and blocks from a frame's segment: false when it is none.
bool readFrameHeader(JpegFrame& frame, const JpegSegment& segment, std::vector<unsigned char>& components)
{
    constexpr std::size_t kHeader = 6, kComponent = 3;
    const std::string_view payload = segment.payload;
    if (payload.size() < kHeader) {
        return false;
    }
    frame.height = static_cast<int>(readU16(payload.substr(1), ByteOrder::BigEndian));
    frame.width = static_cast<int>(readU16(payload.substr(3), ByteOrder::BigEndian));
    const std::size_t count = static_cast<unsigned char>(payload[5]);
    if (count == 0 || payload.size() < kHeader + count * kComponent) {
        return false;
    }
    const int kind = segment.marker & 0x0F;
    frame.progressive = (kind & 3) == 2;
    frame.arithmetic = kind > 8;
    std::uint64_t mostAcross = 1, mostDown = 1;
    const auto sampling = [&](std::size_t i) -> std::uint64_t {
        return static_cast<unsigned char>(payload[kHeader + i * kComponent + 1]);
    };
    const auto across = [&](std::size_t i) { return sampling(i) >> 4U; };
    const auto down = [&](std::size_t i) { return sampling(i) & 15U; };
    for (std::size_t i = 0; i < count; ++i) {
        components.push_back(static_cast<unsigned char>(payload[kHeader + i * kComponent]));
        mostAcross = std::max(mostAcross, across(i));
        mostDown = std::max(mostDown, down(i));
    }
    const auto width = static_cast<std::uint64_t>(frame.width), height = static_cast<std::uint64_t>(frame.height);
    for (std::size_t i = 0; i < count; ++i) {
        constexpr std::uint64_t kBlock = 8;
        frame.blocks += (width * across(i) / mostAcross / kBlock) * (height * down(i) / mostDown / kBlock);
    }
    return true;
}

/// Takes the components out that a scan brings the mean values of.
void noteScan(const JpegSegment& scan, std::vector<unsigned char>& missing)
{
    const std::string_view payload = scan.payload;
    const std::size_t count = payload.empty() ? 0 : static_cast<unsigned char>(payload[0]);
    if (payload.size() < 1 + 2 * count + 3 || payload[1 + 2 * count] != 0) {
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        std::erase(missing, static_cast<unsigned char>(payload[1 + 2 * i]));
    }
}

} // namespace

bool JpegSegment::isExif() const noexcept
{
    return marker == kApp1 && payload.starts_with(kExifPrefix);
}

Result<JpegSegments> jpegSegments(std::string_view jpeg)
{
    if (!jpeg.starts_with(kStart)) {
        return damagedJpeg("it does not begin as a JPEG does");
    }
    JpegSegments segments;
    std::string_view rest = jpeg.substr(kStart.size());
    while (true) {
        const auto segment = takeSegment(rest);
        if (!segment) {
            return tl::unexpected(segment.error());
        }
        if (segment->marker == kStartOfScan) {
            segments.scan = rest;
            return segments;
        }
        segments.headers.push_back(*segment);
        rest.remove_prefix(segment->whole.size());
    }
}

Result<JpegFrame> readJpegFrame(std::string_view jpeg)
{
    if (!jpeg.starts_with(kStart)) {
        return damagedJpeg("it does not begin as a JPEG does");
    }
    JpegFrame frame;
    std::vector<unsigned char> missing;
    bool framed = false;
    std::string_view rest = jpeg.substr(kStart.size());
    while (true) {
        while (rest.size() > kMarkerBytes && rest[0] == kMarker && rest[1] == kMarker) {
            rest.remove_prefix(1);
        }
        frame.ended =
            rest.size() >= kMarkerBytes && rest[0] == kMarker && static_cast<unsigned char>(rest[1]) == kEndOfImage;
        const auto segment = takeSegment(rest);
        if (!segment && frame.scans == 0) {
            return tl::unexpected(segment.error());
        }
        if (!segment) {
            break;
        }
        rest.remove_prefix(segment->whole.size());
        if (isFrame(segment->marker) && !framed) {
            framed = readFrameHeader(frame, *segment, missing);
        }
        if (segment->marker == kStartOfScan) {
            ++frame.scans;
            noteScan(*segment, missing);
            const std::size_t length = scanLength(rest);
            frame.scanBytes += length;
            rest.remove_prefix(length);
        }
    }
    frame.allComponents = missing.empty();
    return framed ? Result<JpegFrame>(frame) : damagedJpeg("it does not say how large it is");
}

/// ICC.1:2022, B.4: each segment says which of how many it is.
std::optional<std::string> jpegProfile(std::string_view jpeg)
{
    constexpr unsigned char kApp2 = 0xE2;
    constexpr std::string_view kPrefix{"ICC_PROFILE\0", 12};
    const auto segments = jpegSegments(jpeg);
    std::vector<std::string_view> parts;
    std::size_t found = 0, size = 0;
    bool whole = true;
    for (const JpegSegment& segment : segments ? segments->headers : std::vector<JpegSegment>()) {
        if (segment.marker != kApp2 || !segment.payload.starts_with(kPrefix) ||
            segment.payload.size() < kPrefix.size() + 2) {
            continue;
        }
        const std::string_view part = segment.payload.substr(kPrefix.size());
        const std::size_t number = static_cast<unsigned char>(part[0]), count = static_cast<unsigned char>(part[1]);
        parts.resize(parts.empty() ? count : parts.size());
        ++found;
        size += part.size() - 2;
        whole = whole && count == parts.size() && number >= 1 && number <= count && parts[number - 1].empty();
        if (whole) {
            parts[number - 1] = part.substr(2);
        }
    }
    if (found == 0) {
        return std::nullopt;
    }
    std::string profile;
    if (whole && found == parts.size() && size <= kMaxProfileBytes) {
        for (const std::string_view part : parts) {
            profile.append(part);
        }
    }
    return profile;
}

} // namespace gesso
