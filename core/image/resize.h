// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

namespace gesso {

/// A rectangle of pixels.
struct PixelRect {
    int left = 0, top = 0, width = 0, height = 0;

    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// The picture at another size, by Lanczos' filter of 3 lobes, first its rows and then its columns, each rounded to
/// the picture's format: in 8 bits bit for bit what resize(LANCZOS) of Pillow 11.3 gives, which diffusers prepares
/// pictures with. The picture itself where the size is its own. `width` and `height` are at least 1.
[[nodiscard]] Image resized(const Image& picture, int width, int height);

/// A part of the picture. What lies outside it is that of its nearest pixel.
[[nodiscard]] Image cropped(const Image& picture, const PixelRect& part);

} // namespace gesso
