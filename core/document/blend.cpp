// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/blend.h"

#include <algorithm>
#include <cmath>

// All values are premultiplied and go to kFull. s and d are a colour of source and backdrop, a and b their alphas. With
// source-over the result is s(1-b) + d(1-a) + T, where T = ab B(d/b, s/a) for the mode's function B of W3C's
// specification. Most T need no division.

namespace gesso {
namespace {

constexpr float kOne = kFull;

using Colours = std::array<float, 3>;

template <typename Overlap> void blendEach(const FloatTile& source, FloatTile& backdrop, Overlap overlap) noexcept
{
    for (std::size_t i = 0; i < source.values.size(); i += 4) {
        const float* from = source.values.data() + i;
        float* to = backdrop.values.data() + i;
        const float a = from[3];
        const float b = to[3];
        for (int c = 0; c < 3; ++c) {
            const float apart = (from[c] * (kOne - b) + to[c] * (kOne - a)) / kOne;
            to[c] = apart + overlap(from[c], to[c], a, b);
        }
        to[3] = a + b - a * b / kOne;
    }
}

float hardLight(float s, float d, float a, float b) noexcept
{
    return (2.F * s <= a ? 2.F * s * d : a * b - 2.F * (a - s) * (b - d)) / kOne;
}

float dodge(float s, float d, float a, float b) noexcept
{
    const float both = a * b / kOne;
    if (d <= 0.F) {
        return 0.F;
    }
    return s >= a ? both : std::min(both, a * a / kOne * (d / (a - s)));
}

float burn(float s, float d, float a, float b) noexcept
{
    const float both = a * b / kOne;
    if (d >= b) {
        return both;
    }
    return s <= 0.F ? 0.F : both - std::min(both, a * a / kOne * ((b - d) / s));
}

float softLight(float s, float d, float a, float b) noexcept
{
    if (b <= 0.F) {
        return 0.F;
    }
    const float below = d / b;
    if (2.F * s <= a) {
        return (a * d - (a - 2.F * s) * d * (1.F - below)) / kOne;
    }
    constexpr float kDark = 0.25F;
    const float lit = below <= kDark ? ((16.F * below - 12.F) * below + 4.F) * below : std::sqrt(below);
    return (a * d + (2.F * s - a) * b * (lit - below)) / kOne;
}

float luminance(const Colours& colour) noexcept
{
    return 0.3F * colour[0] + 0.59F * colour[1] + 0.11F * colour[2];
}

/// ClipColor of the specification: into 0..1 without another luminance.
Colours clipped(Colours colour) noexcept
{
    const float light = luminance(colour);
    const float least = std::min({colour[0], colour[1], colour[2]});
    const float most = std::max({colour[0], colour[1], colour[2]});
    for (float& each : colour) {
        if (least < 0.F) {
            each = light + (each - light) * light / (light - least);
        }
        if (most > 1.F) {
            each = light + (each - light) * (1.F - light) / (most - light);
        }
    }
    return colour;
}

Colours withLuminance(Colours colour, float light) noexcept
{
    const float more = light - luminance(colour);
    for (float& each : colour) {
        each += more;
    }
    return clipped(colour);
}

float saturation(const Colours& colour) noexcept
{
    return std::max({colour[0], colour[1], colour[2]}) - std::min({colour[0], colour[1], colour[2]});
}

Colours withSaturation(Colours colour, float wanted) noexcept
{
    const float least = std::min({colour[0], colour[1], colour[2]});
    const float range = saturation(colour);
    for (float& each : colour) {
        each = range > 0.F ? (each - least) * wanted / range : 0.F;
    }
    return colour;
}

/// The modes that look at all three colours at once. `below` is the backdrop.
Colours mixed(BlendMode mode, const Colours& above, const Colours& below) noexcept
{
    switch (mode) {
    case BlendMode::Hue:
        return withLuminance(withSaturation(above, saturation(below)), luminance(below));
    case BlendMode::Saturation:
        return withLuminance(withSaturation(below, saturation(above)), luminance(below));
    case BlendMode::Color:
        return withLuminance(above, luminance(below));
    default:
        return withLuminance(below, luminance(above));
    }
}

void blendMixed(BlendMode mode, const FloatTile& source, FloatTile& backdrop) noexcept
{
    for (std::size_t i = 0; i < source.values.size(); i += 4) {
        const float* from = source.values.data() + i;
        float* to = backdrop.values.data() + i;
        const float a = from[3];
        const float b = to[3];
        Colours overlap{};
        if (a > 0.F && b > 0.F) {
            overlap = mixed(mode, {from[0] / a, from[1] / a, from[2] / a}, {to[0] / b, to[1] / b, to[2] / b});
        }
        for (int c = 0; c < 3; ++c) {
            to[c] = (from[c] * (kOne - b) + to[c] * (kOne - a)) / kOne +
                    a * b / kOne * overlap[static_cast<std::size_t>(c)];
        }
        to[3] = a + b - a * b / kOne;
    }
}

/// The operators that keep a part of source and backdrop each: `ofSource(b)` and `ofBackdrop(a)`, 0 to 1.
template <typename OfSource, typename OfBackdrop>
void composite(const FloatTile& source, FloatTile& backdrop, OfSource ofSource, OfBackdrop ofBackdrop) noexcept
{
    for (std::size_t i = 0; i < source.values.size(); i += 4) {
        const float* from = source.values.data() + i;
        float* to = backdrop.values.data() + i;
        const float above = ofSource(to[3] / kOne);
        const float below = ofBackdrop(from[3] / kOne);
        for (int c = 0; c < 4; ++c) {
            to[c] = std::min(kOne, from[c] * above + to[c] * below);
        }
    }
}

constexpr auto kAll = [](float) { return 1.F; };
constexpr auto kNone = [](float) { return 0.F; };
constexpr auto kWhere = [](float other) { return other; };
constexpr auto kWhereNot = [](float other) { return 1.F - other; };

void blendNormal(const FloatTile& source, FloatTile& backdrop) noexcept
{
    for (std::size_t i = 0; i < source.values.size(); i += 4) {
        const float* from = source.values.data() + i;
        float* to = backdrop.values.data() + i;
        const float below = (kOne - from[3]) / kOne;
        for (int c = 0; c < 4; ++c) {
            to[c] = from[c] + to[c] * below;
        }
    }
}

} // namespace

void blend(BlendMode mode, const FloatTile& source, FloatTile& backdrop) noexcept
{
    switch (mode) {
    case BlendMode::Normal:
        return blendNormal(source, backdrop);
    case BlendMode::Multiply:
        return blendEach(source, backdrop, [](float s, float d, float, float) { return s * d / kOne; });
    case BlendMode::Screen:
        return blendEach(source, backdrop,
                         [](float s, float d, float a, float b) { return (s * b + d * a - s * d) / kOne; });
    case BlendMode::Overlay:
        return blendEach(source, backdrop, [](float s, float d, float a, float b) { return hardLight(d, s, b, a); });
    case BlendMode::Darken:
        return blendEach(source, backdrop,
                         [](float s, float d, float a, float b) { return std::min(s * b, d * a) / kOne; });
    case BlendMode::Lighten:
        return blendEach(source, backdrop,
                         [](float s, float d, float a, float b) { return std::max(s * b, d * a) / kOne; });
    case BlendMode::ColorDodge:
        return blendEach(source, backdrop, dodge);
    case BlendMode::ColorBurn:
        return blendEach(source, backdrop, burn);
    case BlendMode::HardLight:
        return blendEach(source, backdrop, hardLight);
    case BlendMode::SoftLight:
        return blendEach(source, backdrop, softLight);
    case BlendMode::Difference:
        return blendEach(source, backdrop,
                         [](float s, float d, float a, float b) { return std::abs(s * b - d * a) / kOne; });
    case BlendMode::Exclusion:
        return blendEach(source, backdrop,
                         [](float s, float d, float a, float b) { return (s * b + d * a - 2.F * s * d) / kOne; });
    case BlendMode::Hue:
    case BlendMode::Saturation:
    case BlendMode::Color:
    case BlendMode::Luminosity:
        return blendMixed(mode, source, backdrop);
    case BlendMode::Plus:
        return composite(source, backdrop, kAll, kAll);
    case BlendMode::DestinationIn:
        return composite(source, backdrop, kNone, kWhere);
    case BlendMode::DestinationOut:
        return composite(source, backdrop, kNone, kWhereNot);
    case BlendMode::SourceAtop:
        return composite(source, backdrop, kWhere, kWhereNot);
    case BlendMode::DestinationAtop:
        return composite(source, backdrop, kWhereNot, kWhere);
    }
}

} // namespace gesso
