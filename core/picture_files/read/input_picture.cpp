// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/input_picture.h"

#include "core/image/luma.h"
#include "core/picture_files/formats/picture_bytes.h"
#include "core/picture_files/read/decode_picture.h"

#include <utility>

namespace gesso {
namespace {

constexpr int kWhite = 255;

Result<DecodedPicture> readDecoded(const std::filesystem::path& path, PixelLayout layout, std::stop_token stop)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& file) {
        const DecodeOptions options{layout, std::move(stop)};
        return decodePicture(file.format, file.bytes, options).map_error([&](const Error& error) {
            return error.code == ErrorCode::Cancelled
                       ? error
                       : Error{error.code, "'" + path.string() + "' cannot be used: " + error.message};
        });
    });
}

/// Of pixels of two channels one; in place.
Image channelOf(Image pair, std::size_t channel)
{
    constexpr std::size_t kPair = 2;
    const std::size_t count = pair.u8().size() / kPair;
    for (std::size_t i = 0; i < count; ++i) {
        pair.u8()[i] = pair.u8()[i * kPair + channel];
    }
    pair.u8().resize(count);
    pair.channels = 1;
    return pair;
}

} // namespace

Image opaqueRgb(const Image& picture, int ground)
{
    constexpr std::size_t kRgb = 3;
    if (picture.channels == kRgb) {
        return picture;
    }
    const auto channels = static_cast<std::size_t>(picture.channels);
    Image result{picture.width, picture.height, kRgb, {}};
    result.u8().reserve(picture.u8().size() / channels * kRgb);
    for (std::size_t i = 0; i < picture.u8().size(); i += channels) {
        const int alpha = channels == 4 ? picture.u8()[i + kRgb] : kWhite;
        for (std::size_t c = 0; c < kRgb; ++c) {
            const int value = picture.u8()[channels == 1 ? i : i + c];
            result.u8().push_back(
                static_cast<std::uint8_t>((value * alpha + ground * (kWhite - alpha) + kWhite / 2) / kWhite));
        }
    }
    return result;
}

Image lumaOf(const Image& rgb)
{
    Image result{rgb.width, rgb.height, 1, {}};
    result.u8().reserve(rgb.u8().size() / 3);
    for (std::size_t i = 0; i + 2 < rgb.u8().size(); i += 3) {
        result.u8().push_back(luma(rgb.u8()[i], rgb.u8()[i + 1], rgb.u8()[i + 2]));
    }
    return result;
}

Result<InputPicture> readInputPicture(const std::filesystem::path& path, std::stop_token stop)
{
    return readDecoded(path, PixelLayout::RgbOnWhite, std::move(stop)).map([](DecodedPicture picture) {
        return InputPicture{std::move(picture.image), picture.transparent, picture.profileIgnored};
    });
}

Result<InputMask> readMask(const std::filesystem::path& path, std::stop_token stop)
{
    return readDecoded(path, PixelLayout::Mask, std::move(stop)).map([](DecodedPicture picture) {
        const bool fromAlpha = picture.transparent && picture.oneTone;
        return InputMask{channelOf(std::move(picture.image), fromAlpha ? 1 : 0), fromAlpha};
    });
}

} // namespace gesso
