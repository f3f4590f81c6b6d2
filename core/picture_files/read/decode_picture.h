// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/read/decode_options.h"

#include <string_view>

namespace gesso {

/// A picture and what is worth telling of how it came to be.
struct DecodedPicture {
    Image image;
    bool transparent = false;    ///< the file has transparent parts
    bool oneTone = false;        ///< PixelLayout::Mask: all that is visible has one brightness
    bool profileIgnored = false; ///< the file has a colour profile that is of no use: it was taken for sRGB
};

/// The one door to the libraries that decode pictures: nothing else hands a stranger's bytes to them, so that it can be
/// moved into a process of its own.
///
/// Decodes a picture file to 8 bits (to 16 where the options say so): 1 channel for grey, 3 for colours, 4 with
/// (straight) transparency, or as the layout says. Linear EXR becomes sRGB, and so does what has a colour profile
/// (colour_profile.h); what has none is sRGB. Inks become RGB. Turned as its EXIF orientation says; of several pictures
/// the first. What the header tells is judged before anything is allocated (picture_outline.h); text beside the pixels
/// is given to no library, and a profile to lcms2 alone, which has bounds. Takes the picture and at most 256 MB more,
/// but twice the picture for a lossless WebP and for a JPEG of several scans.
///
/// FileDamaged when it cannot be decoded or data is missing, Unsupported when it has more than maxDecodedPixels(),
/// Cancelled when the options' stop was asked for.
[[nodiscard]] Result<DecodedPicture> decodePicture(PictureFormat format, std::string_view encoded,
                                                   const DecodeOptions& options);

/// The same as the file has it, without a way to stop.
[[nodiscard]] Result<Image> decodePicture(PictureFormat format, std::string_view encoded);

} // namespace gesso
