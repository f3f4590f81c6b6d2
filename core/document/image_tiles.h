// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/tiled_plane.h"
#include "core/image/image.h"

namespace gesso {

/// The pixels of a picture of 8 or 16 bits (grey, RGB or RGBA with straight alpha, sRGB), its first pixel at 0, 0. 8
/// bits come back exactly, as do 16 where the picture is opaque; colours under no alpha at all are lost. 32 bits are
/// rounded.
[[nodiscard]] ColourPlane planeOf(const Image& image);

/// A part of a plane as a picture: RGBA with straight alpha, of 8 or 16 bits, or RGB where all of it is opaque.
[[nodiscard]] Image imageOf(const ColourPlane& plane, const PixelRect& part, PixelFormat format);

/// A colour with straight alpha from a premultiplied one, both 0 to kFull; 0 where there is no alpha.
[[nodiscard]] std::uint16_t straight(std::uint32_t premultiplied, std::uint32_t alpha) noexcept;

/// 16 bits as 8: the value whose 257 times it is nearest to.
[[nodiscard]] constexpr std::uint8_t toByte(std::uint16_t value) noexcept
{
    constexpr int kStep = 257;
    return static_cast<std::uint8_t>((value + kStep / 2) / kStep);
}

/// RGBA with straight alpha, 16 bits, as a picture of this format; RGB where all alphas are full.
[[nodiscard]] Image packed(int width, int height, std::vector<std::uint16_t> straightPixels, PixelFormat format);

} // namespace gesso
