// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/image_tiles.h"

#include <algorithm>
#include <cmath>

namespace gesso {
namespace {

constexpr int kChannels = 4;

std::uint16_t toFull(std::uint8_t value)
{
    return static_cast<std::uint16_t>(value * 257);
}

std::uint16_t toFull(std::uint16_t value)
{
    return value;
}

std::uint16_t toFull(float value)
{
    return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.F, 1.F) * static_cast<float>(kFull)));
}

std::uint16_t premultiplied(std::uint16_t colour, std::uint16_t alpha)
{
    constexpr std::uint32_t kHalf = kFull / 2;
    return static_cast<std::uint16_t>((std::uint32_t{colour} * alpha + kHalf) / kFull);
}

/// A row of the picture as premultiplied RGBA.
template <typename Value> void readRow(const Image& image, const Value* row, std::uint16_t* out)
{
    for (int x = 0; x < image.width; ++x, row += image.channels, out += kChannels) {
        const std::uint16_t alpha = image.channels == kChannels ? toFull(row[3]) : kFull;
        for (int c = 0; c < 3; ++c) {
            out[c] = premultiplied(toFull(row[image.channels == 1 ? 0 : c]), alpha);
        }
        out[3] = alpha;
    }
}

} // namespace

ColourPlane planeOf(const Image& image)
{
    ColourPlane plane;
    // Rows of tiles, so that the picture is never held a second time.
    std::vector<std::uint16_t> rows(static_cast<std::size_t>(image.width) * kTileSide * kChannels);
    for (int top = 0; top < image.height; top += kTileSide) {
        const int height = std::min(kTileSide, image.height - top);
        for (int y = 0; y < height; ++y) {
            image.visit([&](const auto& values) {
                readRow(image, values.data() + static_cast<std::size_t>(top + y) * image.rowValues(),
                        rows.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) * kChannels);
            });
        }
        plane.write({0, top, image.width, height}, rows);
    }
    return plane;
}

std::uint16_t straight(std::uint32_t premultiplied, std::uint32_t alpha) noexcept
{
    if (alpha == 0) {
        return 0;
    }
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(kFull, (premultiplied * kFull + alpha / 2) / alpha));
}

Image packed(int width, int height, std::vector<std::uint16_t> straightPixels, PixelFormat format)
{
    const std::size_t count = straightPixels.size() / kChannels;
    bool opaque = true;
    for (std::size_t i = 0; i < count; ++i) {
        opaque = opaque && straightPixels[i * kChannels + 3] == kFull;
    }
    const std::size_t channels = opaque ? 3 : kChannels;
    if (opaque) {
        for (std::size_t i = 0; i < count; ++i) {
            std::copy_n(straightPixels.begin() + static_cast<std::ptrdiff_t>(i * kChannels), channels,
                        straightPixels.begin() + static_cast<std::ptrdiff_t>(i * channels));
        }
        straightPixels.resize(count * channels);
    }
    if (format == PixelFormat::U16) {
        return {width, height, static_cast<int>(channels), std::move(straightPixels)};
    }
    std::vector<std::uint8_t> bytes(straightPixels.size());
    std::transform(straightPixels.begin(), straightPixels.end(), bytes.begin(), toByte);
    return {width, height, static_cast<int>(channels), std::move(bytes)};
}

Image imageOf(const ColourPlane& plane, const PixelRect& part, PixelFormat format)
{
    std::vector<std::uint16_t> pixels(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) *
                                      kChannels);
    plane.read(part, pixels);
    for (std::size_t i = 0; i < pixels.size(); i += kChannels) {
        for (std::size_t c = 0; c < 3; ++c) {
            pixels[i + c] = straight(pixels[i + c], pixels[i + 3]);
        }
    }
    return packed(part.width, part.height, std::move(pixels), format);
}

} // namespace gesso
