// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/read/picture_outline.h"

#include <cstddef>
#include <cstdint>

namespace gesso {

/// Puts decoded pixels where they belong in a picture that is turned as its orientation says, in the layout that was
/// asked for: so nothing but the finished picture is ever held whole.
class PixelPlacer final {
public:
    /// `channels` of the decoded pixels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. Allocates the picture.
    PixelPlacer(const PictureOutline& outline, int channels, PixelLayout layout);

    /// Of pixels that are decoded as a whole: in place where that can be, so that they are not held twice.
    [[nodiscard]] static DecodedPicture placed(Image whole, const PictureOutline& outline, PixelLayout layout);

    /// `count` pixels of row `y` from column `x`, as the file counts them.
    void place(int x, int y, int count, const std::uint8_t* pixels) noexcept;

    /// The picture, its placer left empty; for PixelLayout::Mask it has two channels, luma over black and alpha.
    [[nodiscard]] DecodedPicture take();

private:
    static constexpr int kToneTolerance = 8;

    void layOut(int orientation);
    void putMask(std::uint8_t* out, const std::uint8_t* pixel, int alpha) noexcept;

    int m_channels;
    PixelLayout m_layout;
    Image m_image;
    std::ptrdiff_t m_start = 0, m_right = 0, m_down = 0; ///< bytes from the picture's first, to the right, downwards
    bool m_transparent = false;
    int m_darkest = 255, m_lightest = 0;
};

} // namespace gesso
