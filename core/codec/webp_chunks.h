// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gesso {

/// One chunk of a WebP (RFC 9649, 2.3): views into the file.
struct WebpChunk {
    std::string_view type; ///< "VP8 ", "EXIF"
    std::string_view data;
};

struct WebpCanvas {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool hasAlpha = false;
};

/// The chunks of a WebP. FileDamaged when they are broken or the file is shorter than it says.
[[nodiscard]] Result<std::vector<WebpChunk>> webpChunks(std::string_view webp);

/// The size that a picture's chunk tells: "VP8 " (RFC 6386, 9.1), "VP8L" (RFC 9649, 3.4) or "VP8X". FileDamaged for any
/// other, or one that is cut short.
[[nodiscard]] Result<WebpCanvas> webpCanvas(const WebpChunk& picture);

} // namespace gesso
