// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/pixel_placer.h"

#include "core/image/luma.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gesso {
namespace {

constexpr int kOpaque = 255;
constexpr int kGreyAlpha = 2, kColours = 3, kRgbAlpha = 4;

int channelsMade(int channels, PixelLayout layout) noexcept
{
    switch (layout) {
    case PixelLayout::RgbOnWhite:
        return kColours;
    case PixelLayout::Mask:
        return kGreyAlpha;
    case PixelLayout::Stored:
        break;
    }
    return channels == kGreyAlpha ? kRgbAlpha : channels;
}

/// A value of this alpha over a ground, 0..255.
std::uint8_t over(int value, int alpha, int ground) noexcept
{
    return static_cast<std::uint8_t>((value * alpha + ground * (kOpaque - alpha) + kOpaque / 2) / kOpaque);
}

} // namespace

PixelPlacer::PixelPlacer(const PictureOutline& outline, int channels, PixelLayout layout)
    : m_channels(channels), m_layout(layout)
{
    constexpr int kFirstTurned = 5; // 5 to 8 have rows and columns exchanged
    const bool turned = outline.orientation >= kFirstTurned;
    m_image.width = turned ? outline.height : outline.width;
    m_image.height = turned ? outline.width : outline.height;
    m_image.channels = channelsMade(channels, layout);
    m_image.u8().resize(m_image.rowValues() * static_cast<std::size_t>(m_image.height));
    layOut(outline.orientation);
}

DecodedPicture PixelPlacer::placed(Image whole, const PictureOutline& outline, PixelLayout layout)
{
    const int channels = whole.channels;
    const std::size_t rowBytes = whole.rowValues();
    const bool inPlace = outline.orientation == 1 && channelsMade(channels, layout) <= channels;
    PixelPlacer placer(inPlace ? PictureOutline{0, 0, 1} : outline, channels, layout);
    const Image& source = inPlace ? placer.m_image : whole;
    if (inPlace) {
        placer.m_image = std::move(whole);
        placer.m_image.channels = channelsMade(channels, layout);
        placer.layOut(1);
    }
    const std::uint8_t* const pixels = source.u8().data();
    for (int y = 0; y < outline.height; ++y) {
        placer.place(0, y, outline.width, pixels + static_cast<std::size_t>(y) * rowBytes);
    }
    return placer.take();
}

DecodedPicture PixelPlacer::take()
{
    m_image.u8().resize(m_image.rowValues() * static_cast<std::size_t>(m_image.height));
    return {std::move(m_image), m_transparent, m_lightest - m_darkest <= kToneTolerance};
}

void PixelPlacer::layOut(int orientation)
{
    constexpr int kFirstTurned = 5;
    const bool turned = orientation >= kFirstTurned;
    const auto row = static_cast<std::ptrdiff_t>(m_image.rowValues());
    const auto pixel = static_cast<std::ptrdiff_t>(m_image.channels);
    const bool mirrored = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool upsideDown = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    const std::ptrdiff_t across = mirrored ? -pixel : pixel;
    const std::ptrdiff_t downwards = upsideDown ? -row : row;
    m_start = (mirrored ? row - pixel : 0) + (upsideDown ? (m_image.height - 1) * row : 0);
    m_right = turned ? downwards : across;
    m_down = turned ? across : downwards;
}

void PixelPlacer::putMask(std::uint8_t* out, const std::uint8_t* pixel, int alpha) noexcept
{
    const bool grey = m_channels <= kGreyAlpha;
    const auto value = [&](int channel) { return pixel[grey ? 0 : channel]; };
    const auto shown = [&](int channel) { return over(value(channel), alpha, 0); };
    out[0] = luma(shown(0), shown(1), shown(2));
    out[1] = static_cast<std::uint8_t>(alpha);
    if (alpha > 0) {
        const int tone = luma(value(0), value(1), value(2));
        m_darkest = std::min(m_darkest, tone);
        m_lightest = std::max(m_lightest, tone);
    }
}

void PixelPlacer::place(int x, int y, int count, const std::uint8_t* pixels) noexcept
{
    std::uint8_t* out = m_image.u8().data() + m_start + x * m_right + y * m_down;
    const bool hasAlpha = m_channels == kGreyAlpha || m_channels == kRgbAlpha;
    const bool grey = m_channels <= kGreyAlpha;
    if (m_layout != PixelLayout::Mask && !hasAlpha && m_channels == m_image.channels && m_right == m_channels) {
        if (out != pixels) {
            std::copy_n(pixels, static_cast<std::size_t>(count) * static_cast<std::size_t>(m_channels), out);
        }
        return;
    }
    std::array<std::uint8_t, kRgbAlpha> pixel{}; // a copy: `out` may be the same place
    for (int i = 0; i < count; ++i, pixels += m_channels, out += m_right) {
        std::copy_n(pixels, m_channels, pixel.data());
        const int alpha = hasAlpha ? pixel[static_cast<std::size_t>(m_channels) - 1] : kOpaque;
        m_transparent = m_transparent || alpha < kOpaque;
        if (m_layout == PixelLayout::Mask) {
            putMask(out, pixel.data(), alpha);
            continue;
        }
        const bool flat = m_layout == PixelLayout::RgbOnWhite;
        if (m_image.channels == 1) {
            out[0] = pixel[0];
            continue;
        }
        for (int c = 0; c < kColours; ++c) {
            const std::uint8_t value = pixel[grey ? 0 : static_cast<std::size_t>(c)];
            out[c] = flat ? over(value, alpha, kOpaque) : value;
        }
        if (!flat && hasAlpha) {
            out[kColours] = static_cast<std::uint8_t>(alpha);
        }
    }
}

} // namespace gesso
