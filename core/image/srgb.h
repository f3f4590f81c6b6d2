// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gesso {

/// sRGB's transfer function (IEC 61966-2-1): a value of 0..1 to linear light, 0..1.
[[nodiscard]] inline float linearFromSrgb(float encoded) noexcept
{
    return encoded <= 0.04045F ? encoded / 12.92F : std::pow((encoded + 0.055F) / 1.055F, 2.4F);
}

/// The same of an 8-bit value.
[[nodiscard]] inline float linearFromSrgb8(std::uint8_t value) noexcept
{
    return linearFromSrgb(static_cast<float>(value) / 255.F);
}

/// A value of 0..1 to 8 bits, rounded; what lies outside, or is NaN, is brought inside.
[[nodiscard]] inline std::uint8_t eightBits(float value) noexcept
{
    const float inside = value > 0.F ? std::min(value, 1.F) : 0.F;
    return static_cast<std::uint8_t>(std::lround(inside * 255.F));
}

/// Linear light to an sRGB value of 0..1, the inverse of linearFromSrgb; what lies outside, or is NaN, is brought
/// inside.
[[nodiscard]] inline float srgbFromLinear(float linear) noexcept
{
    const float inside = linear > 0.F ? std::min(linear, 1.F) : 0.F;
    return inside <= 0.0031308F ? inside * 12.92F : 1.055F * std::pow(inside, 1.F / 2.4F) - 0.055F;
}

/// The same to 8 bits; the inverse of linearFromSrgb8.
[[nodiscard]] inline std::uint8_t srgb8FromLinear(float linear) noexcept
{
    return eightBits(srgbFromLinear(linear));
}

} // namespace gesso
