// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>

namespace gesso {

/// Pixels of a tile's side. A tile of four channels takes 32 KiB, which stay in the first caches.
inline constexpr int kTileSide = 64;
inline constexpr int kTilePixels = kTileSide * kTileSide;

/// What is full: of a colour, of opacity, of a mask.
inline constexpr std::uint16_t kFull = 65535;

/// A square of pixels, rows top to bottom, channels interleaved. It is never changed once it is shared.
template <int Channels> struct Tile {
    static constexpr int kValues = kTilePixels * Channels;
    std::array<std::uint16_t, kValues> values{};
};

/// A shared tile that is never changed; null where nothing was painted.
template <int Channels> using TilePointer = std::shared_ptr<const Tile<Channels>>;

/// The place of a tile: its pixels are x * kTileSide + 0..63 and y * kTileSide + 0..63. May be negative.
struct TileIndex {
    int x = 0, y = 0;
    friend auto operator<=>(const TileIndex&, const TileIndex&) = default;
};

/// The tile that a pixel lies in, on one axis.
[[nodiscard]] constexpr int tileOf(int pixel) noexcept
{
    return pixel >= 0 ? pixel / kTileSide : (pixel + 1) / kTileSide - 1;
}

} // namespace gesso
