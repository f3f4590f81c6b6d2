// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <string>

namespace gesso {

/// A WebP of an RGB or RGBA picture whose sides are at most 16383, by libwebp: OpenImageIO 2.4 multiplies straight
/// colours by their alpha. Lossy, with this quality, 1 to 100; transparency is kept as it is, and so, nearly, are the
/// colours under it, which may be repainted from.
[[nodiscard]] Result<std::string> encodeWebp(const Image& image, int quality);

} // namespace gesso
