// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/decode_picture.h"

#include "core/codec/openimageio.h"
#include "core/image/orientation.h"
#include "core/image/srgb.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <memory>

namespace gesso {
namespace {

using OIIO::ImageInput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

/// An open picture in memory: the input must go before the bytes that it reads.
struct OpenedPicture {
    std::unique_ptr<OIIO::Filesystem::IOMemReader> proxy;
    std::unique_ptr<ImageInput> input;
};

Result<OpenedPicture> openPicture(PictureFormat format, std::string_view encoded)
{
    OpenedPicture opened;
    opened.proxy = std::make_unique<OIIO::Filesystem::IOMemReader>(encoded.data(), encoded.size());
    opened.input = ImageInput::create(codecName(format));
    ImageSpec config;
    config.attribute(kStraightAlpha, 1);
    ImageSpec spec;
    if (!opened.input || !opened.input->set_ioproxy(opened.proxy.get()) ||
        !opened.input->open(codecName(format), spec, config)) {
        const std::string cause = onOneLine(opened.input ? opened.input->geterror() : OIIO::geterror());
        return fail(ErrorCode::FileDamaged, "The " + codecName(format) + " cannot be decoded: " + cause + ".");
    }
    return opened;
}

Result<> checkDecodable(const ImageSpec& spec)
{
    if (spec.width <= 0 || spec.height <= 0 || spec.depth > 1 || spec.nchannels <= 0) {
        return fail(ErrorCode::FileDamaged, "The picture has no pixels.");
    }
    if (static_cast<std::uint64_t>(spec.width) * static_cast<std::uint64_t>(spec.height) > kMaxDecodedPixels) {
        return fail(ErrorCode::Unsupported, "The picture has " + std::to_string(spec.width) + "x" +
                                                std::to_string(spec.height) +
                                                " pixels, more than 16384x16384 has: make it smaller first.");
    }
    return {};
}

/// How many of the file's channels are taken: grey, grey with alpha, colours, colours with alpha.
int channelsTaken(const ImageSpec& spec) noexcept
{
    if (spec.nchannels >= kRgba) {
        return spec.alpha_channel == kAlpha ? kRgba : kRgb;
    }
    return spec.nchannels;
}

/// Grey with alpha as RGBA; other pictures as they are.
Image withoutGreyAlpha(Image image)
{
    constexpr int kGreyAlpha = 2;
    if (image.channels != kGreyAlpha) {
        return image;
    }
    Image colour{image.width, image.height, kRgba, {}};
    colour.pixels.reserve(image.pixels.size() * 2);
    for (std::size_t i = 0; i < image.pixels.size(); i += kGreyAlpha) {
        colour.pixels.insert(colour.pixels.end(), kRgb, image.pixels[i]);
        colour.pixels.push_back(image.pixels[i + 1]);
    }
    return colour;
}

/// sRGB with straight alpha from linear light with associated alpha.
std::vector<std::uint8_t> srgbPixels(const std::vector<float>& linear, std::size_t channels)
{
    std::vector<std::uint8_t> pixels(linear.size());
    const bool hasAlpha = channels % 2 == 0;
    for (std::size_t start = 0; start < linear.size(); start += channels) {
        const float alpha = hasAlpha ? linear[start + channels - 1] : 1.F;
        const float scale = alpha > 0.F ? 1.F / alpha : 0.F;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const bool isAlpha = hasAlpha && channel == channels - 1;
            pixels[start + channel] = isAlpha ? eightBits(alpha) : srgb8FromLinear(linear[start + channel] * scale);
        }
    }
    return pixels;
}

Result<Image> decode(PictureFormat format, ImageInput& input)
{
    const ImageSpec spec = input.spec();
    if (Result<> outcome = checkDecodable(spec); !outcome) {
        return tl::unexpected(outcome.error());
    }
    Image image{spec.width, spec.height, channelsTaken(spec), {}};
    const std::size_t size = image.rowBytes() * static_cast<std::size_t>(image.height);
    bool read = false;
    if (format == PictureFormat::Exr) {
        std::vector<float> linear(size);
        read = input.read_image(0, 0, 0, image.channels, TypeDesc::FLOAT, linear.data());
        image.pixels = srgbPixels(linear, static_cast<std::size_t>(image.channels));
    } else {
        image.pixels.resize(size);
        read = input.read_image(0, 0, 0, image.channels, TypeDesc::UINT8, image.pixels.data());
    }
    if (!read) {
        return fail(ErrorCode::FileDamaged,
                    "The " + codecName(format) + " cannot be decoded: " + onOneLine(input.geterror()) + ".");
    }
    return oriented(withoutGreyAlpha(std::move(image)), spec.get_int_attribute("Orientation", 1));
}

} // namespace

Result<Image> decodePicture(PictureFormat format, std::string_view encoded)
{
    return guarded(ErrorCode::FileDamaged, [&] {
        return openPicture(format, encoded).and_then([&](const OpenedPicture& opened) {
            return decode(format, *opened.input);
        });
    });
}

Result<std::vector<TextEntry>> exrTexts(std::string_view encoded)
{
    return guarded(ErrorCode::FileDamaged, [&] {
        return openPicture(PictureFormat::Exr, encoded).map([](const OpenedPicture& opened) {
            std::vector<TextEntry> texts;
            for (const OIIO::ParamValue& attribute : opened.input->spec().extra_attribs) {
                if (attribute.type() == TypeDesc::STRING) {
                    texts.push_back({attribute.name().string(), attribute.get_string()});
                }
            }
            return texts;
        });
    });
}

} // namespace gesso
