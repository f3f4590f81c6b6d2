// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/colour/colour_profile.h"
#include "core/picture_files/read/decode_options.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/read/picture_outline.h"

#include <optional>
#include <string>
#include <string_view>

// The decoders behind decodePicture(), which has judged the header already. Errors as there.

namespace gesso {

/// The way to sRGB by the profile in a file. None for a mask, whose values are no colours.
[[nodiscard]] ColourConversion conversionFor(const std::optional<std::string>& profile, ColourModel model,
                                             const DecodeOptions& options);

/// By libpng, which is given the chunks that pixels need and no other.
[[nodiscard]] Result<DecodedPicture> decodePng(std::string_view png, const PictureOutline& outline,
                                               const DecodeOptions& options);

/// By libjpeg, whose warnings of missing data count as damage.
[[nodiscard]] Result<DecodedPicture> decodeJpeg(std::string_view jpeg, const PictureOutline& outline,
                                                const DecodeOptions& options);

/// By libwebp; of an animation the first picture.
[[nodiscard]] Result<DecodedPicture> decodeWebp(std::string_view webp, const PictureOutline& outline,
                                                const DecodeOptions& options);

/// TIFF and EXR by OpenImageIO.
[[nodiscard]] Result<DecodedPicture> decodeByOpenImageIo(PictureFormat format, std::string_view encoded,
                                                         const PictureOutline& outline, const DecodeOptions& options);

} // namespace gesso
