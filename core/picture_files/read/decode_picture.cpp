// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/decode_picture.h"

#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/read/decoders.h"

namespace gesso {
namespace {

Result<DecodedPicture> decode(PictureFormat format, std::string_view encoded, const PictureOutline& outline,
                              const DecodeOptions& options)
{
    switch (format) {
    case PictureFormat::Png:
        return decodePng(encoded, outline, options);
    case PictureFormat::Jpg:
        return decodeJpeg(encoded, outline, options);
    case PictureFormat::Webp:
        return decodeWebp(encoded, outline, options);
    case PictureFormat::Tiff:
    case PictureFormat::Exr:
        break;
    }
    return decodeByOpenImageIo(format, encoded, outline, options);
}

} // namespace

ColourConversion conversionFor(const std::optional<std::string>& profile, ColourModel model,
                               const DecodeOptions& options)
{
    return options.layout == PixelLayout::Mask ? ColourConversion() : ColourConversion(profile, model);
}

Result<DecodedPicture> decodePicture(PictureFormat format, std::string_view encoded, const DecodeOptions& options)
{
    return guarded(ErrorCode::FileDamaged, [&] {
        return pictureOutline(format, encoded).and_then([&](const PictureOutline& outline) {
            return decode(format, encoded, outline, options);
        });
    });
}

Result<Image> decodePicture(PictureFormat format, std::string_view encoded)
{
    return decodePicture(format, encoded, DecodeOptions{}).map([](DecodedPicture picture) {
        return std::move(picture.image);
    });
}

} // namespace gesso
