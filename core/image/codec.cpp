// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/codec.h"

#include "core/image/srgb.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <array>
#include <exception>
#include <new>

namespace gesso {
namespace {

using OIIO::ImageInput;
using OIIO::ImageOutput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

constexpr int kAlpha = 3; ///< index of the alpha channel where there is one
constexpr int kRgb = 3;
constexpr int kRgba = 4;
constexpr const char* kStraightAlpha = "oiio:UnassociatedAlpha";

/// OpenImageIO takes the name of a format for a file's name. A name that ends like a file's would not do: version 2.4
/// looks for such a file before it is given the bytes.
std::string codecName(PictureFormat format)
{
    return std::string(name(format));
}

/// Calls a function that uses OpenImageIO, which may let exceptions of its own libraries out.
template <typename Function> auto guarded(ErrorCode code, Function&& function) -> decltype(function())
{
    try {
        return function();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfHostMemory, "There is not enough memory for the picture: close some programs.");
    } catch (const std::exception& error) {
        return fail(code, "The picture's codec failed: " + std::string(error.what()) + ".");
    }
}

// ---- encoding

int maxSide(PictureFormat format) noexcept
{
    switch (format) {
    case PictureFormat::Webp:
        return 16383;
    case PictureFormat::Jpg:
        return 65500;
    case PictureFormat::Png:
    case PictureFormat::Tiff:
    case PictureFormat::Exr:
        break;
    }
    return 1 << 20;
}

Result<> checkEncodable(const Image& image, PictureFormat format)
{
    const bool channelsKnown = image.channels == 1 || image.channels == kRgb || image.channels == kRgba;
    const bool sized = image.width > 0 && image.height > 0;
    if (!channelsKnown || !sized || image.pixels.size() != image.rowBytes() * static_cast<std::size_t>(image.height)) {
        return fail(ErrorCode::InvalidRequest, "The picture is empty or not whole: it cannot be saved.");
    }
    if (const int limit = maxSide(format); image.width > limit || image.height > limit) {
        return fail(ErrorCode::InvalidRequest, "A " + codecName(format) + " can have sides of at most " +
                                                   std::to_string(limit) + " pixels: choose png or tiff for " +
                                                   std::to_string(image.width) + "x" + std::to_string(image.height) +
                                                   ".");
    }
    if (format == PictureFormat::Jpg && image.channels == kRgba) {
        return fail(ErrorCode::InvalidRequest, "A jpg cannot hold transparency: choose png, webp, tiff or exr.");
    }
    return {};
}

/// Grey as RGB; other pictures as they are.
Image inColour(const Image& image)
{
    if (image.channels != 1) {
        return image;
    }
    Image colour{image.width, image.height, kRgb, {}};
    colour.pixels.reserve(image.pixels.size() * kRgb);
    for (const std::uint8_t grey : image.pixels) {
        colour.pixels.insert(colour.pixels.end(), kRgb, grey);
    }
    return colour;
}

/// Linear light with associated alpha.
std::vector<float> linearPixels(const Image& image)
{
    std::array<float, 256> linear{};
    for (std::size_t value = 0; value < linear.size(); ++value) {
        linear[value] = linearFromSrgb8(static_cast<std::uint8_t>(value));
    }
    const auto channels = static_cast<std::size_t>(image.channels);
    std::vector<float> pixels(image.pixels.size());
    for (std::size_t start = 0; start < pixels.size(); start += channels) {
        const bool hasAlpha = image.channels == kRgba;
        const float alpha = hasAlpha ? static_cast<float>(image.pixels[start + kAlpha]) / 255.F : 1.F;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const bool isAlpha = hasAlpha && channel == kAlpha;
            pixels[start + channel] = isAlpha ? alpha : alpha * linear[image.pixels[start + channel]];
        }
    }
    return pixels;
}

TypeDesc storedType(PictureFormat format, int bits)
{
    if (format == PictureFormat::Exr) {
        return bits == 16 ? TypeDesc::HALF : TypeDesc::FLOAT;
    }
    return bits == 16 ? TypeDesc::UINT16 : TypeDesc::UINT8;
}

ImageSpec specFor(const Image& image, PictureFormat format, int bits, std::span<const TextEntry> texts)
{
    ImageSpec spec(image.width, image.height, image.channels, storedType(format, bits));
    spec.attribute(kStraightAlpha, format == PictureFormat::Exr ? 0 : 1);
    spec.attribute("oiio:ColorSpace", format == PictureFormat::Exr ? "Linear" : "sRGB");
    spec.attribute("png:compressionLevel", 1); // pixels of pictures hardly get smaller above, but slower
    spec.attribute("tiff:write_exif", 0);      // 2.4 spoils a TIFF in memory by it; embedding.h has our own
    spec.attribute("jpeg:subsampling", "4:4:4");
    if (format == PictureFormat::Jpg) {
        spec.attribute("Compression", "jpeg:95");
    } else if (format == PictureFormat::Webp) {
        spec.attribute("Compression", "webp:95");
    } else {
        spec.attribute("Compression", "zip");
    }
    for (const TextEntry& text : texts) {
        spec.attribute(text.key, text.text);
    }
    return spec;
}

Result<std::string> encode(const Image& image, PictureFormat format, const ImageSpec& spec)
{
    std::vector<unsigned char> bytes;
    OIIO::Filesystem::IOVecOutput proxy(bytes);
    const auto output = ImageOutput::create(codecName(format));
    const auto failed = [&] {
        const std::string cause = output ? output->geterror() : OIIO::geterror();
        return fail(ErrorCode::Internal, "The picture could not be encoded as " + codecName(format) + ": " + cause +
                                             "; choose another format.");
    };
    if (!output || !output->set_ioproxy(&proxy) || !output->open(codecName(format), spec)) {
        return failed();
    }
    const bool written = format == PictureFormat::Exr ? output->write_image(TypeDesc::FLOAT, linearPixels(image).data())
                                                      : output->write_image(TypeDesc::UINT8, image.pixels.data());
    if (!written || !output->close()) {
        return failed();
    }
    return std::string(bytes.begin(), bytes.end());
}

// ---- decoding

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
        const std::string cause = opened.input ? opened.input->geterror() : OIIO::geterror();
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
                    "The " + codecName(format) + " cannot be decoded: " + input.geterror() + ".");
    }
    return withoutGreyAlpha(std::move(image));
}

} // namespace

Result<std::string> encodePicture(const Image& image, PictureFormat format, int bits, std::span<const TextEntry> texts)
{
    return checkBits(format, bits).and_then([&] { return checkEncodable(image, format); }).and_then([&] {
        return guarded(ErrorCode::Internal, [&] {
            const Image& fitting = format == PictureFormat::Webp ? inColour(image) : image;
            return encode(fitting, format, specFor(fitting, format, bits, texts));
        });
    });
}

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
