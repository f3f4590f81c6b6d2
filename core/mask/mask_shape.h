// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"
#include "core/image/resize.h"

#include <optional>
#include <vector>

namespace gesso {

// Masks are pictures of one channel, 255 where something is to be painted. 128 and more count as masked.

/// Whether any pixel counts as masked.
[[nodiscard]] bool hasMasked(const Image& mask);

/// 255 where the mask counts, 0 elsewhere.
[[nodiscard]] Image binarised(Image mask);

/// The mask under a Gaussian filter of this sigma in pixels, its edge pixels going on outside; itself at 0.
[[nodiscard]] Image blurred(const Image& mask, double sigma);

/// The smallest rectangle around all that is not 0; nothing where all is.
[[nodiscard]] std::optional<PixelRect> boundsOf(const Image& mask);

/// Each pixel's distance in pixels to the nearest pixel that is 0 (exactly, Felzenszwalb and Huttenlocher 2012,
/// "Distance transforms of sampled functions"); very large where there is none.
[[nodiscard]] std::vector<float> distanceToUnmasked(const Image& mask);

/// The part of a picture to work on for a masked rectangle: `padding` pixels around it, then widened on one axis, as
/// far as the picture goes, to the aspect of width to height. As get_crop_region of diffusers 0.39.
[[nodiscard]] PixelRect workRegion(const PixelRect& masked, int padding, int width, int height, int pictureWidth,
                                   int pictureHeight);

} // namespace gesso
