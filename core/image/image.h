// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gesso {

/// An 8-bit picture, rows top to bottom, pixels interleaved, no padding between rows. A plain value.
struct Image {
    int width = 0;
    int height = 0;
    int channels = 3;                 ///< 1 grey, 3 RGB, 4 RGBA (straight alpha)
    std::vector<std::uint8_t> pixels; ///< width * height * channels bytes

    [[nodiscard]] bool empty() const noexcept { return pixels.empty(); }
    [[nodiscard]] std::size_t rowBytes() const noexcept
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    }
    friend bool operator==(const Image&, const Image&) = default;
};

} // namespace gesso
