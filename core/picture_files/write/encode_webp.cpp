// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/write/encode_webp.h"

#include "core/picture_files/colour/srgb_profile.h"
#include "core/picture_files/formats/openimageio.h"
#include "core/picture_files/formats/webp_chunks.h"

#include <webp/encode.h>

#include <memory>
#include <string_view>

namespace gesso {
namespace {

Error webpFailure(const WebPPicture& picture)
{
    if (picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY ||
        picture.error_code == VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY) {
        return {ErrorCode::OutOfHostMemory, "There is not enough memory for the picture: close some programs."};
    }
    return {ErrorCode::Internal, "The picture could not be encoded as webp (libwebp's error " +
                                     std::to_string(picture.error_code) + "): choose another format."};
}

} // namespace

Result<std::string> encodeWebp(const Image& image, int quality)
{
    WebPConfig config;
    WebPPicture picture;
    if (::WebPConfigInit(&config) == 0 || ::WebPPictureInit(&picture) == 0) {
        return fail(ErrorCode::Internal, "The libwebp that is installed is not the one that Gesso was built with.");
    }
    config.quality = static_cast<float>(quality);
    config.exact = 1; // colours under full transparency, too
    WebPMemoryWriter writer;
    ::WebPMemoryWriterInit(&writer);
    const std::unique_ptr<WebPPicture, decltype(&::WebPPictureFree)> ownedPicture(&picture, &::WebPPictureFree);
    const std::unique_ptr<WebPMemoryWriter, decltype(&::WebPMemoryWriterClear)> ownedWriter(&writer,
                                                                                            &::WebPMemoryWriterClear);
    picture.width = image.width;
    picture.height = image.height;
    picture.writer = &::WebPMemoryWrite;
    picture.custom_ptr = &writer;
    const auto take = image.channels == kRgba ? &::WebPPictureImportRGBA : &::WebPPictureImportRGB;
    if (take(&picture, image.u8().data(), static_cast<int>(image.rowValues())) == 0 ||
        ::WebPEncode(&config, &picture) == 0) {
        return tl::unexpected(webpFailure(picture));
    }
    const std::string_view encoded(reinterpret_cast<const char*>(writer.mem), writer.size);
    const std::string& profile = image.profile ? *image.profile : srgbProfile();
    return profile.empty() ? Result<std::string>(encoded) : webpWithChunk(encoded, WebpMetadata::Profile, profile);
}

} // namespace gesso
