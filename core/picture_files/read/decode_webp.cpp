// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/formats/webp_chunks.h"
#include "core/picture_files/read/decoders.h"
#include "core/picture_files/read/pixel_placer.h"

#include "core/base/byte_order.h"

#include <webp/decode.h>

#include <algorithm>
#include <memory>

namespace gesso {
namespace {

/// One picture of a WebP: its chunks, and where on the canvas it lies.
struct Frame {
    std::string_view data; ///< from "ALPH", "VP8 " or "VP8L" on
    int left = 0, top = 0, width = 0, height = 0;
};

tl::unexpected<Error> damaged(std::string_view cause)
{
    return fail(ErrorCode::FileDamaged, "The webp cannot be decoded: " + std::string(cause) + ".");
}

/// The only picture, or the first one (RFC 9649, 2.7.1.1).
Result<Frame> firstFrame(std::string_view webp, const PictureOutline& outline)
{
    constexpr std::size_t kFrameHeader = 16;
    constexpr std::size_t kChunkHeader = 8;
    constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
    return webpChunks(webp).and_then([&](const std::vector<WebpChunk>& chunks) -> Result<Frame> {
        for (const WebpChunk& chunk : chunks) {
            if (chunk.type == "ANMF" && chunk.data.size() >= kFrameHeader) {
                const auto number = [&](std::size_t at) {
                    return static_cast<int>(readUnsigned<3>(chunk.data.substr(at), kOrder));
                };
                return Frame{chunk.data.substr(kFrameHeader), 2 * number(0), 2 * number(3), number(6) + 1,
                             number(9) + 1};
            }
            if (chunk.type == "ALPH" || chunk.type == "VP8 " || chunk.type == "VP8L") {
                const auto start = static_cast<std::size_t>(chunk.data.data() - webp.data()) - kChunkHeader;
                return Frame{webp.substr(start), 0, 0, outline.width, outline.height};
            }
        }
        return damaged("it has no picture");
    });
}

/// Decodes a frame into its place on the canvas.
Result<> decodeInto(Image& canvas, const Frame& frame, const DecodeOptions& options)
{
    WebPDecoderConfig config;
    if (::WebPInitDecoderConfig(&config) == 0) {
        return fail(ErrorCode::Internal, "The libwebp that is installed is not the one that Gesso was built with.");
    }
    const auto channels = static_cast<std::size_t>(canvas.channels);
    const std::size_t offset =
        static_cast<std::size_t>(frame.top) * canvas.rowValues() + static_cast<std::size_t>(frame.left) * channels;
    config.output.colorspace = canvas.channels == kRgba ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {canvas.u8().data() + offset, static_cast<int>(canvas.rowValues()),
                            canvas.u8().size() - offset};
    const std::unique_ptr<WebPIDecoder, decltype(&::WebPIDelete)> decoder(::WebPIDecode(nullptr, 0, &config),
                                                                          &::WebPIDelete);
    if (decoder == nullptr) {
        return fail(ErrorCode::OutOfHostMemory, "There is not enough memory for the picture: close some programs.");
    }
    constexpr std::size_t kStep = std::size_t{64} << 10U; // after each it can be stopped
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(frame.data.data());
    VP8StatusCode status = VP8_STATUS_SUSPENDED;
    for (std::size_t given = 0; status == VP8_STATUS_SUSPENDED && given < frame.data.size();) {
        if (options.stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "The picture was not read: that was stopped.");
        }
        given = std::min(given + kStep, frame.data.size());
        status = ::WebPIUpdate(decoder.get(), bytes, given);
    }
    return status == VP8_STATUS_OK          ? Result<>()
           : status == VP8_STATUS_SUSPENDED ? Result<>(damaged("some of its pixels are missing"))
           : status == VP8_STATUS_OUT_OF_MEMORY
               ? Result<>(fail(ErrorCode::OutOfHostMemory,
                               "There is not enough memory for the picture: close some programs."))
               : Result<>(damaged("its data is broken"));
}

} // namespace

Result<DecodedPicture> decodeWebp(std::string_view webp, const PictureOutline& outline, const DecodeOptions& options)
{
    return firstFrame(webp, outline).and_then([&](const Frame& frame) -> Result<DecodedPicture> {
        WebPBitstreamFeatures features;
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(frame.data.data());
        if (::WebPGetFeatures(bytes, frame.data.size(), &features) != VP8_STATUS_OK) {
            return damaged("its header is broken");
        }
        const bool inside = frame.left <= outline.width - frame.width && frame.top <= outline.height - frame.height;
        if (features.width != frame.width || features.height != frame.height || !inside) {
            return damaged("its picture has another size than it says");
        }
        // What a frame leaves of the canvas is transparent.
        const bool whole = frame.width == outline.width && frame.height == outline.height;
        const int channels = features.has_alpha != 0 || !whole ? kRgba : kRgb;
        Image canvas{outline.width, outline.height, channels, {}};
        canvas.u8().resize(canvas.rowValues() * static_cast<std::size_t>(canvas.height));
        return decodeInto(canvas, frame, options).map([&] {
            const ColourConversion colours = conversionFor(webpProfile(webp), ColourModel::Rgb, options);
            colours.convert(canvas);
            DecodedPicture picture = PixelPlacer::placed(std::move(canvas), outline, options.layout);
            picture.profileIgnored = colours.profileIgnored();
            return picture;
        });
    });
}

} // namespace gesso
