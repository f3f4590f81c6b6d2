// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/input_picture.h"

#include "core/codec/decode_picture.h"
#include "core/image/picture_bytes.h"

namespace gesso {
namespace {

constexpr int kWhite = 255;
constexpr int kBlack = 0;

Result<Image> readDecoded(const std::filesystem::path& path)
{
    return readPictureBytes(path).and_then([&](const PictureBytes& file) {
        return decodePicture(file.format, file.bytes).map_error([&](const Error& error) {
            return Error{error.code, "'" + path.string() + "' cannot be used: " + error.message};
        });
    });
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
    result.pixels.reserve(picture.pixels.size() / channels * kRgb);
    for (std::size_t i = 0; i < picture.pixels.size(); i += channels) {
        const int alpha = channels == 4 ? picture.pixels[i + kRgb] : kWhite;
        for (std::size_t c = 0; c < kRgb; ++c) {
            const int value = picture.pixels[channels == 1 ? i : i + c];
            result.pixels.push_back(
                static_cast<std::uint8_t>((value * alpha + ground * (kWhite - alpha) + kWhite / 2) / kWhite));
        }
    }
    return result;
}

Image lumaOf(const Image& rgb)
{
    Image result{rgb.width, rgb.height, 1, {}};
    result.pixels.reserve(rgb.pixels.size() / 3);
    for (std::size_t i = 0; i + 2 < rgb.pixels.size(); i += 3) {
        constexpr unsigned kHalf = 0x8000;
        const unsigned sum = 19595U * rgb.pixels[i] + 38470U * rgb.pixels[i + 1] + 7471U * rgb.pixels[i + 2];
        result.pixels.push_back(static_cast<std::uint8_t>((sum + kHalf) >> 16U));
    }
    return result;
}

Result<Image> readInputPicture(const std::filesystem::path& path)
{
    return readDecoded(path).map([](const Image& image) { return opaqueRgb(image, kWhite); });
}

Result<Image> readMask(const std::filesystem::path& path)
{
    return readDecoded(path).map([](const Image& image) { return lumaOf(opaqueRgb(image, kBlack)); });
}

} // namespace gesso
