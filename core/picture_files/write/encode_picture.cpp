// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/write/encode_picture.h"

#include "core/image/levels.h"
#include "core/image/srgb.h"
#include "core/picture_files/colour/srgb_profile.h"
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/write/encode_webp.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <array>
#include <limits>
#include <type_traits>
#include <vector>

namespace gesso {
namespace {

using OIIO::ImageOutput;
using OIIO::ImageSpec;
using OIIO::TypeDesc;

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
    if (!image.isWhole()) {
        return fail(ErrorCode::InvalidRequest, "The picture is empty or not whole: it cannot be saved.");
    }
    if (const int limit = maxSide(format); image.width > limit || image.height > limit) {
        return fail(ErrorCode::InvalidRequest, "A " + codecName(format) + " can have sides of at most " +
                                                   std::to_string(limit) + " pixels: choose png or tiff for " +
                                                   std::to_string(image.width) + "x" + std::to_string(image.height) +
                                                   ".");
    }
    if (image.profile && format == PictureFormat::Exr) {
        return fail(ErrorCode::InvalidRequest, "An exr holds light, not the colours of a profile: choose png or tiff.");
    }
    if (format == PictureFormat::Jpg && image.channels == kRgba) {
        return fail(ErrorCode::InvalidRequest, "A jpg cannot hold transparency: choose png, webp, tiff or exr.");
    }
    return {};
}

Image inColour(const Image& grey)
{
    Image colour{grey.width, grey.height, kRgb, {}};
    colour.u8().reserve(grey.u8().size() * kRgb);
    for (const std::uint8_t value : grey.u8()) {
        colour.u8().insert(colour.u8().end(), kRgb, value);
    }
    return colour;
}

/// Linear light with associated alpha, of values that `encoded` brings to 0..1 and `linear` to light.
template <typename Values, typename Encoded, typename Linear>
std::vector<float> linearPixels(const Values& values, int channelCount, const Encoded& encoded, const Linear& linear)
{
    const auto channels = static_cast<std::size_t>(channelCount);
    const bool hasAlpha = channelCount == kRgba;
    std::vector<float> pixels(values.size());
    for (std::size_t start = 0; start < pixels.size(); start += channels) {
        const float alpha = hasAlpha ? encoded(values[start + kAlpha]) : 1.F;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const bool isAlpha = hasAlpha && channel == kAlpha;
            pixels[start + channel] = isAlpha ? alpha : alpha * linear(values[start + channel]);
        }
    }
    return pixels;
}

std::vector<float> linearPixels(const Image& image)
{
    return image.visit([&](const auto& values) {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<Value, float>) {
            return linearPixels(
                values, image.channels, [](float value) { return value; }, &linearFromSrgb);
        } else {
            constexpr std::size_t kMost = std::numeric_limits<Value>::max();
            const auto encoded = [](Value value) { return static_cast<float>(value) / static_cast<float>(kMost); };
            std::vector<float> light(kMost + 1);
            for (std::size_t value = 0; value <= kMost; ++value) {
                light[value] = linearFromSrgb(encoded(static_cast<Value>(value)));
            }
            return linearPixels(values, image.channels, encoded, [&](Value value) { return light[value]; });
        }
    });
}

/// The format of the values that a file of so many bits is made of: more than it can hold are rounded here.
PixelFormat encodedFormat(const Image& image, PictureFormat format, int bits) noexcept
{
    if (format == PictureFormat::Exr || (bits == 16 && image.format() == PixelFormat::U8)) {
        return image.format();
    }
    return bits == 16 ? PixelFormat::U16 : PixelFormat::U8;
}

TypeDesc storedType(PictureFormat format, int bits)
{
    if (format == PictureFormat::Exr) {
        return bits == 16 ? TypeDesc::HALF : TypeDesc::FLOAT;
    }
    return bits == 16 ? TypeDesc::UINT16 : TypeDesc::UINT8;
}

/// What the numbers are: the picture's own profile, if it has one; else sRGB: PNG has a chunk for it, EXR the primaries
/// of linear light; others a profile.
void tellColours(ImageSpec& spec, PictureFormat format, const std::string* own)
{
    if (own != nullptr) {
        spec.attribute("ICCProfile", TypeDesc(TypeDesc::UINT8, static_cast<int>(own->size())), own->data());
        return;
    }
    spec.attribute("oiio:ColorSpace", format == PictureFormat::Exr ? "Linear" : "sRGB");
    if (format == PictureFormat::Exr) {
        constexpr std::array<float, 8> kRec709{0.64F, 0.33F, 0.30F, 0.60F, 0.15F, 0.06F, 0.3127F, 0.3290F};
        spec.attribute("chromaticities", TypeDesc(TypeDesc::FLOAT, static_cast<int>(kRec709.size())), kRec709.data());
    }
    if (format == PictureFormat::Jpg || format == PictureFormat::Tiff) {
        const std::string& profile = spec.nchannels == 1 ? srgbGreyProfile() : srgbProfile();
        if (!profile.empty()) {
            spec.attribute("ICCProfile", TypeDesc(TypeDesc::UINT8, static_cast<int>(profile.size())), profile.data());
        }
    }
}

ImageSpec specFor(const Image& image, PictureFormat format, int bits, std::span<const TextEntry> texts, int quality)
{
    ImageSpec spec(image.width, image.height, image.channels, storedType(format, bits));
    spec.attribute(kStraightAlpha, format == PictureFormat::Exr ? 0 : 1);
    tellColours(spec, format, image.profile.get());
    // Pixels of pictures hardly get smaller with more work: 7 % less for ten times as long, in a TIFF.
    spec.attribute("png:compressionLevel", 1);
    spec.attribute("tiff:zipquality", 1);
    spec.attribute("tiff:write_exif", 0); // 2.4 spoils a TIFF in memory by it; embedding.h has our own
    spec.attribute("jpeg:subsampling", "4:4:4");
    spec.attribute("Compression", format == PictureFormat::Jpg ? "jpeg:" + std::to_string(quality) : "zip");
    for (const TextEntry& text : texts) {
        spec.attribute(text.key, text.text);
    }
    return spec;
}

/// OpenImageIO marks sRGB as absolutely colorimetric, by which colour-managed viewers may tint white; pictures are
/// perceptual.
Result<std::string> withPerceptualIntent(std::string_view png)
{
    constexpr std::string_view kPerceptual("\0", 1); // W3C PNG, 11.3.2.5
    std::string result(kPngSignature);
    result.reserve(png.size());
    PngChunkReader reader(png);
    while (true) {
        const auto chunk = reader.next();
        if (!chunk) {
            return tl::unexpected(chunk.error());
        }
        if (!*chunk) {
            return result;
        }
        if ((*chunk)->type == "sRGB") {
            appendPngChunk(result, "sRGB", kPerceptual);
        } else {
            result.append((*chunk)->whole);
        }
    }
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
    const auto write = [&] {
        if (format == PictureFormat::Exr) {
            return output->write_image(TypeDesc::FLOAT, linearPixels(image).data());
        }
        return image.format() == PixelFormat::U16 ? output->write_image(TypeDesc::UINT16, image.u16().data())
                                                  : output->write_image(TypeDesc::UINT8, image.u8().data());
    };
    if (!write() || !output->close()) {
        return failed();
    }
    const std::string_view encoded(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return format == PictureFormat::Png ? withPerceptualIntent(encoded) : Result<std::string>(std::string(encoded));
}

} // namespace

Result<std::string> encodePicture(const Image& image, PictureFormat format, int bits, std::span<const TextEntry> texts,
                                  int quality)
{
    return checkBits(format, bits).and_then([&] { return checkEncodable(image, format); }).and_then([&] {
        return guarded(ErrorCode::Internal, [&] {
            if (const PixelFormat needed = encodedFormat(image, format, bits); needed != image.format()) {
                return encodePicture(inFormat(image, needed), format, bits, texts, quality);
            }
            if (format == PictureFormat::Webp) {
                return image.channels == 1 ? encodeWebp(inColour(image), quality) : encodeWebp(image, quality);
            }
            return encode(image, format, specFor(image, format, bits, texts, quality));
        });
    });
}

} // namespace gesso
