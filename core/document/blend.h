// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/blend_mode.h"
#include "core/document/tile.h"

#include <array>

namespace gesso {

/// A tile that is being composited: premultiplied red, green, blue and alpha, 0 to kFull as in Tile, so that values of
/// 16 bits are exact.
struct FloatTile {
    std::array<float, static_cast<std::size_t>(kTilePixels) * 4> values{};
};

/// Puts a layer's pixels, already multiplied by its opacity and its mask, on what is below them. W3C Compositing and
/// Blending Level 1; within 1/65535 of its formulas for values of 16 bits.
void blend(BlendMode mode, const FloatTile& source, FloatTile& backdrop) noexcept;

} // namespace gesso
