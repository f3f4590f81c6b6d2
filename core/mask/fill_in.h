// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace gesso {

/// A plane of numbers for each of a few channels, rows top to bottom, channels interleaved.
struct FloatPlanes {
    int width = 0, height = 0, channels = 1;
    std::vector<float> values; ///< width * height * channels

    [[nodiscard]] std::size_t at(int x, int y) const noexcept
    {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
               static_cast<std::size_t>(channels);
    }
};

/// The values where `weights` (one channel, 0..1) is 0 made of those around them where it is not, the smoother the
/// farther away; what is known stays. By push and pull over a pyramid of halved sizes (Gortler et al. 1996, "The
/// Lumigraph", section 3.4.3). All zeros where nothing is known.
[[nodiscard]] FloatPlanes filledIn(FloatPlanes planes, const FloatPlanes& weights);

} // namespace gesso
