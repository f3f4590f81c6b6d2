// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
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

enum class WebpMetadata : std::uint8_t { Profile, Exif };

/// The WebP with these data as its metadata of that kind ("ICCP", "EXIF") instead of those that it has. FileDamaged
/// when it is none; InvalidRequest when it gets too large.
[[nodiscard]] Result<std::string> webpWithChunk(std::string_view webp, WebpMetadata kind, std::string_view data);

/// The ICC profile in a WebP's ICCP chunk. Nothing where there is none; empty where it is not whole, or larger than
/// kMaxProfileBytes.
[[nodiscard]] std::optional<std::string> webpProfile(std::string_view webp);

} // namespace gesso
