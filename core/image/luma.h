// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso {

/// The luma of a colour (ITU-R BT.601, as Pillow's): (19595 R + 38470 G + 7471 B) / 65536, rounded.
[[nodiscard]] constexpr std::uint8_t luma(unsigned red, unsigned green, unsigned blue) noexcept
{
    constexpr unsigned kHalf = 0x8000;
    return static_cast<std::uint8_t>((19595U * red + 38470U * green + 7471U * blue + kHalf) >> 16U);
}

} // namespace gesso
