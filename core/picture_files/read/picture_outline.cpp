// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/picture_outline.h"

#include "core/picture_files/formats/exr_header.h"
#include "core/picture_files/formats/jpeg_segments.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "core/picture_files/formats/tiff_layout.h"
#include "core/picture_files/formats/webp_chunks.h"
#include "core/picture_files/read/decode_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace gesso {
namespace {

/// Where a format's compression has no bound, so many pixels a byte are the most that is believed ...
constexpr std::uint64_t kMostPixelsPerByte = 10'000;
/// ... beyond these many, whose decoding costs little.
constexpr std::uint64_t kFreePixels = std::uint64_t{1} << 24U;

std::string sizeText(std::uint64_t width, std::uint64_t height)
{
    return std::to_string(width) + "x" + std::to_string(height);
}

Result<PictureOutline> sized(std::int64_t width, std::int64_t height, int orientation)
{
    if (width <= 0 || height <= 0) {
        return fail(ErrorCode::FileDamaged, "The picture has no pixels.");
    }
    const auto across = static_cast<std::uint64_t>(width), down = static_cast<std::uint64_t>(height);
    constexpr std::uint64_t kMostSide = std::numeric_limits<int>::max();
    const std::uint64_t most = maxDecodedPixels();
    if (across > kMostSide || down > kMostSide || across > most / down) {
        constexpr std::uint64_t kMega = 1'000'000;
        const std::uint64_t asked = across > kMostSide || down > kMostSide ? 0 : (across * down + kMega - 1) / kMega;
        return fail(ErrorCode::Unsupported,
                    "The picture has " + sizeText(across, down) + " pixels, more than the " +
                        std::to_string(most / kMega) + " million that are read: make it smaller first" +
                        (asked == 0 ? "."
                                    : ", or allow more by GESSO_MAX_MEGAPIXELS=" + std::to_string(asked) +
                                          " in the environment."));
    }
    const bool known = orientation >= 1 && orientation <= 8;
    return PictureOutline{static_cast<int>(width), static_cast<int>(height), known ? orientation : 1};
}

tl::unexpected<Error> missing(PictureFormat format, const PictureOutline& outline, std::uint64_t bytes)
{
    return fail(ErrorCode::FileDamaged,
                "The " + std::string(name(format)) + " is damaged: it says that it has " +
                    sizeText(static_cast<std::uint64_t>(outline.width), static_cast<std::uint64_t>(outline.height)) +
                    " pixels, and " + std::to_string(bytes) + " bytes cannot hold them.");
}

std::uint64_t pixelsOf(const PictureOutline& outline) noexcept
{
    return static_cast<std::uint64_t>(outline.width) * static_cast<std::uint64_t>(outline.height);
}

// ---- PNG (W3C PNG, 8.2 and 11.2.2)

struct PngHeader {
    std::uint32_t width = 0, height = 0, depth = 0, colour = 0;
    bool interlaced = false;

    /// Bytes of `rows` rows of `columns` pixels, each with its filter.
    [[nodiscard]] std::uint64_t bytesOf(std::uint64_t columns, std::uint64_t rows) const noexcept
    {
        constexpr std::array<std::uint64_t, 7> kSamples{1, 0, 3, 1, 2, 0, 4};
        const std::uint64_t samples = colour < kSamples.size() ? kSamples[colour] : 0;
        return columns == 0 ? 0 : rows * (1 + (columns * samples * depth + 7) / 8);
    }

    [[nodiscard]] std::uint64_t plainBytes() const noexcept
    {
        if (!interlaced) {
            return bytesOf(width, height);
        }
        struct Pass {
            std::uint64_t left, top, across, down;
        };
        constexpr std::array<Pass, 7> kPasses{
            {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
        std::uint64_t sum = 0;
        for (const Pass& pass : kPasses) {
            const std::uint64_t columns =
                (width + pass.across - 1 - std::min<std::uint64_t>(pass.left, width)) / pass.across;
            const std::uint64_t rows = (height + pass.down - 1 - std::min<std::uint64_t>(pass.top, height)) / pass.down;
            sum += bytesOf(columns, rows);
        }
        return sum;
    }
};

Result<PictureOutline> outlineOfPng(std::string_view png)
{
    constexpr std::size_t kHeaderBytes = 13;
    constexpr std::uint64_t kMostPerByte = 1032; // RFC 1951: 258 bytes by 2 bits
    constexpr std::uint64_t kRounding = 1024;
    PngHeader header;
    std::uint64_t dataBytes = 0;
    int orientation = 1;
    PngChunkReader reader(png);
    while (true) {
        const auto chunk = reader.next();
        if (!chunk) {
            return tl::unexpected(chunk.error());
        }
        if (!*chunk) {
            break;
        }
        const std::string_view data = (*chunk)->data;
        if ((*chunk)->type == "IHDR" && data.size() >= kHeaderBytes && header.width == 0) {
            header = {readU32(data, ByteOrder::BigEndian), readU32(data.substr(4), ByteOrder::BigEndian),
                      static_cast<unsigned char>(data[8]), static_cast<unsigned char>(data[9]), data[12] != 0};
        } else if ((*chunk)->type == "IDAT") {
            dataBytes += data.size();
        } else if ((*chunk)->type == "eXIf") {
            orientation = exifOrientation(data);
        }
    }
    return sized(header.width, header.height, orientation)
        .and_then([&](const PictureOutline& outline) -> Result<PictureOutline> {
            if (header.plainBytes() > dataBytes * kMostPerByte + kRounding) {
                return missing(PictureFormat::Png, outline, dataBytes);
            }
            return outline;
        });
}

// ---- JPEG

Result<> checkScans(const JpegFrame& frame, const PictureOutline& outline)
{
    constexpr int kMostScans = 100;                                   // other programs write 10 to 15
    constexpr std::uint64_t kMostWork = std::uint64_t{6'400'000'000}; // pixels times scans: seconds
    if (frame.scans > kMostScans ||
        (frame.scans > 1 && pixelsOf(outline) * static_cast<std::uint64_t>(frame.scans) > kMostWork)) {
        return fail(ErrorCode::FileDamaged, "The jpg has " + std::to_string(frame.scans) +
                                                " scans, more than programs write: it was not read.");
    }
    const std::uint64_t most = frame.arithmetic ? pixelsOf(outline) / kMostPixelsPerByte : frame.blocks / 8;
    if (frame.scanBytes < most) {
        return missing(PictureFormat::Jpg, outline, frame.scanBytes);
    }
    // What has several scans looks whole, only blurred or grey, when the last ones are missing.
    if (!frame.allComponents || (frame.scans > 1 && !frame.ended)) {
        return fail(ErrorCode::FileDamaged, "The jpg is damaged: some of its pixels are missing.");
    }
    return {};
}

Result<PictureOutline> outlineOfJpeg(std::string_view jpeg)
{
    const auto frame = readJpegFrame(jpeg);
    if (!frame) {
        return tl::unexpected(frame.error());
    }
    int orientation = 1;
    if (const auto segments = jpegSegments(jpeg)) {
        const auto exif = std::find_if(segments->headers.begin(), segments->headers.end(),
                                       [](const JpegSegment& segment) { return segment.isExif(); });
        orientation = exif == segments->headers.end() ? 1 : exifOrientation(exif->payload);
    }
    return sized(frame->width, frame->height, orientation).and_then([&](const PictureOutline& outline) {
        return checkScans(*frame, outline).map([&] { return outline; });
    });
}

// ---- WebP

Result<> checkData(PictureFormat format, const PictureOutline& outline, std::uint64_t bytes, std::uint64_t perByte)
{
    const std::uint64_t pixels = pixelsOf(outline);
    return pixels > kFreePixels && pixels / perByte > bytes ? Result<>(missing(format, outline, bytes)) : Result<>();
}

/// Whether the first picture can be whole; nullptr where there is none.
Result<> checkWebpData(const PictureOutline& outline, const WebpChunk* picture, std::uint64_t fileBytes)
{
    // Each 16x16 pixels of the lossy kind take some bits (RFC 6386, 11.2 and 19.3).
    constexpr std::uint64_t kMostLossy = 2048;
    if (picture == nullptr) {
        return missing(PictureFormat::Webp, outline, fileBytes);
    }
    if (picture->type == "VP8L") {
        // What is plain takes no bits at all (RFC 9649, 3.7.2.1.1: a code of one symbol), a white sheet of any size 34
        // bytes: such pictures are bounded by maxDecodedPixels() alone.
        return {};
    }
    return picture->type == "VP8 " ? checkData(PictureFormat::Webp, outline, picture->data.size(), kMostLossy)
                                   : checkData(PictureFormat::Webp, outline, fileBytes, kMostPixelsPerByte);
}

Result<PictureOutline> outlineOfWebp(std::string_view webp)
{
    const auto chunks = webpChunks(webp);
    if (!chunks) {
        return tl::unexpected(chunks.error());
    }
    if (chunks->empty()) {
        return fail(ErrorCode::FileDamaged, "The WebP is damaged: it is empty.");
    }
    const auto canvas = webpCanvas(chunks->front());
    if (!canvas) {
        return tl::unexpected(canvas.error());
    }
    int orientation = 1;
    const WebpChunk* picture = nullptr;
    for (const WebpChunk& chunk : *chunks) {
        const bool isPicture = chunk.type == "VP8L" || chunk.type == "VP8 " || chunk.type == "ANMF";
        picture = picture == nullptr && isPicture ? &chunk : picture;
        orientation = chunk.type == "EXIF" ? exifOrientation(chunk.data) : orientation;
    }
    return sized(canvas->width, canvas->height, orientation).and_then([&](const PictureOutline& outline) {
        return checkWebpData(outline, picture, webp.size()).map([&] { return outline; });
    });
}

// ---- TIFF and EXR

Result<PictureOutline> outlineOfTiff(std::string_view tiff)
{
    return readTiffLayout(tiff).and_then(
        [](const TiffLayout& layout) { return sized(layout.width, layout.height, layout.orientation); });
}

Result<PictureOutline> outlineOfExr(std::string_view exr)
{
    const auto header = readExrHeader(exr);
    if (!header) {
        return tl::unexpected(header.error());
    }
    constexpr std::uint64_t kMostTile = std::uint64_t{1} << 26U;
    if (header->tilePixels > kMostTile) {
        return fail(ErrorCode::Unsupported, "The exr's tiles are larger than 8192x8192: save it with smaller ones.");
    }
    return sized(header->width, header->height, 1)
        .and_then([&](const PictureOutline& outline) -> Result<PictureOutline> {
            constexpr std::array<std::uint64_t, 4> kMostPerByte{1, 128, 1032, 1032};
            const std::uint64_t plain = pixelsOf(outline) * header->pixelBytes;
            const bool bounded = header->compression < kMostPerByte.size();
            if (bounded && plain / kMostPerByte[header->compression] > exr.size()) {
                return missing(PictureFormat::Exr, outline, exr.size());
            }
            return checkData(PictureFormat::Exr, outline, exr.size(), kMostPixelsPerByte).map([&] { return outline; });
        });
}

} // namespace

std::uint64_t maxDecodedPixels()
{
    constexpr std::uint64_t kMega = 1'000'000;
    constexpr std::uint64_t kMostMega = 4'000'000;
    const char* const setting = std::getenv("GESSO_MAX_MEGAPIXELS");
    const std::string_view text = setting == nullptr ? "" : setting;
    std::uint64_t mega = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mega);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && mega > 0 && mega <= kMostMega;
    return whole ? mega * kMega : kMaxDecodedPixels;
}

int exifOrientation(std::string_view block)
{
    constexpr std::string_view kPrefix{"Exif\0\0", 6};
    constexpr std::uint16_t kOrientation = 0x0112;
    if (block.starts_with(kPrefix)) {
        block.remove_prefix(kPrefix.size());
    }
    const auto header = readTiffHeader(block);
    const auto directory = header ? readTiffDirectory(block, header->directory, *header)
                                  : Result<TiffDirectory>(tl::unexpected(header.error()));
    const TiffEntry* const entry = directory ? directory->find(kOrientation) : nullptr;
    const std::uint64_t value = entry == nullptr ? 1 : entry->number(header->order).value_or(1);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

Result<PictureOutline> pictureOutline(PictureFormat format, std::string_view encoded)
{
    switch (format) {
    case PictureFormat::Png:
        return outlineOfPng(encoded);
    case PictureFormat::Jpg:
        return outlineOfJpeg(encoded);
    case PictureFormat::Webp:
        return outlineOfWebp(encoded);
    case PictureFormat::Tiff:
        return outlineOfTiff(encoded);
    case PictureFormat::Exr:
        return outlineOfExr(encoded);
    }
    return fail(ErrorCode::Unsupported, "The picture is of an unknown kind.");
}

} // namespace gesso
