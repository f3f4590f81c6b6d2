// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/jpeg_exif.h"

#include "core/base/byte_order.h"
#include "core/picture_files/formats/jpeg_segments.h"

namespace gesso {
namespace {

constexpr std::string_view kStart{"\xFF\xD8", 2};
constexpr char kMarker = '\xFF';
constexpr unsigned char kApp0 = 0xE0;
constexpr char kApp1 = '\xE1';
constexpr std::string_view kExifPrefix{"Exif\0\0", 6};
constexpr std::size_t kLengthBytes = 2;

} // namespace

Result<std::string_view> jpegExif(std::string_view jpeg)
{
    return jpegSegments(jpeg).map([](const JpegSegments& segments) {
        for (const JpegSegment& segment : segments.headers) {
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
    return jpegSegments(jpeg).map([&](const JpegSegments& segments) {
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
