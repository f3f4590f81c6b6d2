// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/jpeg_exif.h"

#include "core/base/byte_order.h"

#include <vector>

namespace gesso {
namespace {

// ITU-T T.81, annex B
constexpr std::string_view kStart{"\xFF\xD8", 2};
constexpr char kMarker = '\xFF';
constexpr char kApp0 = '\xE0';
constexpr char kApp1 = '\xE1';
constexpr char kStartOfScan = '\xDA';
constexpr char kEndOfImage = '\xD9';
constexpr std::string_view kExifPrefix{"Exif\0\0", 6};
constexpr std::size_t kMarkerBytes = 2;
constexpr std::size_t kLengthBytes = 2;

struct Segment {
    char marker = 0;
    std::string_view whole;
    std::string_view payload;

    [[nodiscard]] bool isExif() const noexcept { return marker == kApp1 && payload.starts_with(kExifPrefix); }
};

struct Segments {
    std::vector<Segment> headers;
    std::string_view scan; ///< from the start of the scan to the end of the file
};

tl::unexpected<Error> damaged(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The JPEG is damaged: " + std::string(cause) + ".");
}

/// The segments between the start and the pixels.
Result<Segments> segmentsOf(std::string_view jpeg)
{
    if (!jpeg.starts_with(kStart)) {
        return damaged("it does not begin as a JPEG does");
    }
    Segments segments;
    std::string_view rest = jpeg.substr(kStart.size());
    while (true) {
        while (rest.size() > kMarkerBytes && rest[0] == kMarker && rest[1] == kMarker) {
            rest.remove_prefix(1); // fill bytes are allowed before a marker
        }
        if (rest.size() < kMarkerBytes + kLengthBytes || rest[0] != kMarker || rest[1] == kEndOfImage) {
            return damaged("its pixels are missing");
        }
        if (rest[1] == kStartOfScan) {
            segments.scan = rest;
            return segments;
        }
        const std::size_t length = readU16(rest.substr(kMarkerBytes), ByteOrder::BigEndian);
        if (length < kLengthBytes || length > rest.size() - kMarkerBytes) {
            return damaged("a segment goes beyond the end of the file");
        }
        segments.headers.push_back({rest[1], rest.substr(0, kMarkerBytes + length),
                                    rest.substr(kMarkerBytes + kLengthBytes, length - kLengthBytes)});
        rest.remove_prefix(kMarkerBytes + length);
    }
}

} // namespace

Result<std::string_view> jpegExif(std::string_view jpeg)
{
    return segmentsOf(jpeg).map([](const Segments& segments) {
        for (const Segment& segment : segments.headers) {
            if (segment.isExif()) {
                return segment.payload.substr(kExifPrefix.size());
            }
        }
        return std::string_view();
    });
}

Result<std::string> jpegWithExif(std::string_view jpeg, std::string_view block)
{
    if (block.size() > kMaxJpegExifBytes) {
        return fail(ErrorCode::InvalidRequest, "The picture's metadata has " + std::to_string(block.size()) +
                                                   " bytes, but a JPEG holds only " +
                                                   std::to_string(kMaxJpegExifBytes) + ": choose png or webp.");
    }
    return segmentsOf(jpeg).map([&](const Segments& segments) {
        std::string exif{kMarker, kApp1};
        appendU16(exif, static_cast<std::uint32_t>(kLengthBytes + kExifPrefix.size() + block.size()),
                  ByteOrder::BigEndian);
        exif.append(kExifPrefix).append(block);

        std::string result(kStart);
        result.reserve(jpeg.size() + exif.size());
        auto next = segments.headers.begin();
        if (next != segments.headers.end() && next->marker == kApp0) {
            result.append(next->whole); // JFIF wants to be the first
            ++next;
        }
        result.append(exif);
        for (; next != segments.headers.end(); ++next) {
            result.append(next->isExif() ? std::string_view() : next->whole);
        }
        return result.append(segments.scan);
    });
}

} // namespace gesso
