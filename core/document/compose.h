// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/blend.h"
#include "core/document/document.h"
#include "core/image/image.h"

#include <stop_token>

namespace gesso {

/// What all visible layers show in a tile of the document, put together from the lowest on; masks are not part of it.
/// `onto` is what is below the lowest; both are of light raised to this exponent (Document). Any thread.
void composeTile(const std::vector<LayerPointer>& layers, TileIndex index, double lightExponent, FloatTile& onto);

/// The same of a part of the document, as a picture: RGBA with straight alpha in 8 or 16 bits, RGB where all is opaque.
/// Empty when stopped.
[[nodiscard]] Image compose(const Document& document, const PixelRect& part, PixelFormat format,
                            const std::stop_token& stop = {});

/// The whole document.
[[nodiscard]] Image flattened(const Document& document, PixelFormat format, const std::stop_token& stop = {});

} // namespace gesso
