// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace gesso {

/// What is made. `ImageToImage` and `Inpaint` begin from a picture (GenerationInputs); `Panorama` may have any size.
enum class Task : std::uint8_t { TextToImage, ImageToImage, Inpaint, Panorama };

/// A picture that a request begins from. Its pixels travel beside the request (inputs.h).
struct PictureReference {
    std::string path; ///< where it was read; may be empty. For the user's eyes: the engine never opens it
    std::string hash; ///< of its pixels (hashOf in inputs.h), 16 hex digits; empty when not known

    friend bool operator==(const PictureReference&, const PictureReference&) = default;
};

/// What stands under the mask before the first step. `Original` is diffusers'.
enum class MaskedContent : std::uint8_t { Original, Fill, LatentNoise, LatentNothing };

/// Pixels by which outpainting widens the picture, each 0..16384.
struct Extension {
    int left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] bool empty() const noexcept { return left == 0 && top == 0 && right == 0 && bottom == 0; }
    friend bool operator==(const Extension&, const Extension&) = default;
};

/// How a picture is repainted where the mask is white.
struct InpaintOptions {
    MaskedContent content = MaskedContent::Original;
    bool onlyMasked = false; ///< work on the masked part alone, at the request's size, and put it back
    int padding = 32;        ///< pixels around the mask that onlyMasked also sees, 0..4096
    double blur = 0.;        ///< radius (sigma) in pixels by which the mask is softened and grown first, 0..256
    double feather = 8.;     ///< pixels inside the mask over which the original fades out, 0..256
    bool invert = false;     ///< repaint where the mask is black
    bool composite = true;   ///< put the original back around the mask and match colours at the seam
    Extension extension;     ///< repainted too, beside the mask

    friend bool operator==(const InpaintOptions&, const InpaintOptions&) = default;
};

/// How a panorama is made of overlapping views (Bar-Tal et al. 2023, arXiv 2302.08113).
struct PanoramaOptions {
    bool wrapX = false; ///< the right edge continues on the left one
    bool wrapY = false; ///< the bottom edge continues on the top one
    int viewSize = 512; ///< pixels of a view's side, a multiple of 8, 64..4096
    int stride = 64;    ///< pixels from one view to the next, a multiple of 8, 8..viewSize

    friend bool operator==(const PanoramaOptions&, const PanoramaOptions&) = default;
};

} // namespace gesso
