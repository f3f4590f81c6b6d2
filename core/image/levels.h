// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

#include <algorithm>
#include <cstdint>

// The levels of 8 and of 16 bits. 257 levels of 16 bits are one of 8, so that black, white and each level between them
// have one of 16 bits that is exactly theirs: 257 times as large.

namespace gesso {

inline constexpr int kLevelRatio = 257;

/// The nearest level of 8 bits.
[[nodiscard]] constexpr std::uint8_t eightFromSixteen(std::uint16_t level) noexcept
{
    return static_cast<std::uint8_t>((level + kLevelRatio / 2) / kLevelRatio);
}

/// The level of 16 bits that is exactly this one.
[[nodiscard]] constexpr std::uint16_t sixteenFromEight(std::uint8_t level) noexcept
{
    return static_cast<std::uint16_t>(level * kLevelRatio);
}

/// The level of 16 bits nearest to `level` of those whose 8 bits are `eight`.
[[nodiscard]] constexpr std::uint16_t sixteenOf(std::uint8_t eight, int level) noexcept
{
    const int exact = eight * kLevelRatio;
    constexpr int kHalf = kLevelRatio / 2;
    constexpr int kMost = 65535;
    return static_cast<std::uint16_t>(std::clamp(level, std::max(exact - kHalf, 0), std::min(exact + kHalf, kMost)));
}

/// A value of 0 and more rounded to a whole number, half to even, as libtorch and numpy round.
[[nodiscard]] constexpr int roundedHalfToEven(float value) noexcept
{
    const int below = static_cast<int>(value);
    const float rest = value - static_cast<float>(below);
    return below + ((rest > 0.5F || (rest == 0.5F && below % 2 != 0)) ? 1 : 0);
}

/// A value of 0..1 to 8 bits, half to even; what lies outside, or is NaN, is brought inside.
[[nodiscard]] constexpr std::uint8_t eightLevels(float value) noexcept
{
    const float inside = value > 0.F ? std::min(value, 1.F) : 0.F;
    return static_cast<std::uint8_t>(roundedHalfToEven(inside * 255.F));
}

/// A value of 0..1 to 16 bits, in such a way that its 8 bits are those of eightLevels(value): rounding twice would
/// differ where the value lies about half way between two levels of 8 bits. There the result is moved by at most one
/// level of 16 bits.
[[nodiscard]] constexpr std::uint16_t sixteenLevels(float value) noexcept
{
    const float inside = value > 0.F ? std::min(value, 1.F) : 0.F;
    return sixteenOf(eightLevels(inside), roundedHalfToEven(inside * 65535.F));
}

/// A copy of the picture with values of this format, each the nearest.
[[nodiscard]] Image inFormat(const Image& picture, PixelFormat format);

/// The same; the picture itself where its values are of this format. Null stays null.
[[nodiscard]] Picture inFormat(Picture picture, PixelFormat format);

} // namespace gesso
