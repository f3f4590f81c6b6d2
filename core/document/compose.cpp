// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/compose.h"

#include "core/document/image_tiles.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace gesso {
namespace {

constexpr std::size_t kChannels = 4;

/// A layer's pixels in a tile of the document, multiplied by its opacity. False where it has none there.
bool readLayer(const Layer& layer, TileIndex index, FloatTile& out)
{
    const int left = index.x * kTileSide - layer.left;
    const int top = index.y * kTileSide - layer.top;
    const auto scale = static_cast<float>(layer.opacity);
    const auto take = [&](const auto& values) {
        std::transform(values.begin(), values.end(), out.values.begin(),
                       [scale](std::uint16_t value) { return static_cast<float>(value) * scale; });
    };
    if (left % kTileSide == 0 && top % kTileSide == 0) {
        const auto tile = layer.pixels.tile({left / kTileSide, top / kTileSide});
        if (tile != nullptr) {
            take(tile->values);
        }
        return tile != nullptr;
    }
    const bool any = layer.pixels.tile({tileOf(left), tileOf(top)}) != nullptr ||
                     layer.pixels.tile({tileOf(left) + 1, tileOf(top)}) != nullptr ||
                     layer.pixels.tile({tileOf(left), tileOf(top) + 1}) != nullptr ||
                     layer.pixels.tile({tileOf(left) + 1, tileOf(top) + 1}) != nullptr;
    if (any) {
        std::array<std::uint16_t, ColourPlane::TileType::kValues> pixels{};
        layer.pixels.read({left, top, kTileSide, kTileSide}, pixels);
        take(pixels);
    }
    return any;
}

/// The colours raised to a power, which stay premultiplied.
void raise(FloatTile& tile, double exponent)
{
    if (exponent == 1.) {
        return;
    }
    const auto power = static_cast<float>(exponent);
    for (std::size_t i = 0; i < tile.values.size(); i += kChannels) {
        const float alpha = tile.values[i + 3];
        for (std::size_t c = 0; alpha > 0.F && c < 3; ++c) {
            tile.values[i + c] = std::pow(std::clamp(tile.values[i + c] / alpha, 0.F, 1.F), power) * alpha;
        }
    }
}

/// Operators that take away what is below them do so also where they have no pixels.
bool reachesBeyondItself(BlendMode mode)
{
    return mode == BlendMode::DestinationIn || mode == BlendMode::DestinationAtop;
}

void composeGroup(const Layer& group, TileIndex index, double lightExponent, FloatTile& onto)
{
    const bool isolated = !group.passesThrough || group.opacity < 1. || group.blend != BlendMode::Normal;
    if (!isolated) {
        composeTile(group.children, index, lightExponent, onto);
        return;
    }
    const auto inside = std::make_unique<FloatTile>();
    composeTile(group.children, index, lightExponent, *inside);
    const auto scale = static_cast<float>(group.opacity);
    for (float& value : inside->values) {
        value *= scale;
    }
    blend(group.blend, *inside, onto);
}

/// The tile's part of a picture, with straight alpha.
void putTile(const FloatTile& tile, TileIndex index, const PixelRect& part, std::vector<std::uint16_t>& out)
{
    const int left = std::max(part.left, index.x * kTileSide);
    const int right = std::min(part.left + part.width, (index.x + 1) * kTileSide);
    const int top = std::max(part.top, index.y * kTileSide);
    const int bottom = std::min(part.top + part.height, (index.y + 1) * kTileSide);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const std::size_t from =
                static_cast<std::size_t>((y - index.y * kTileSide) * kTileSide + x - index.x * kTileSide) * kChannels;
            const std::size_t to = (static_cast<std::size_t>(y - part.top) * static_cast<std::size_t>(part.width) +
                                    static_cast<std::size_t>(x - part.left)) *
                                   kChannels;
            const float alpha = std::clamp(tile.values[from + 3], 0.F, static_cast<float>(kFull));
            out[to + 3] = static_cast<std::uint16_t>(std::lround(alpha));
            for (std::size_t c = 0; c < 3; ++c) {
                const float colour = out[to + 3] == 0 ? 0.F : tile.values[from + c] / alpha;
                out[to + c] = static_cast<std::uint16_t>(std::lround(std::clamp(colour, 0.F, 1.F) * kFull));
            }
        }
    }
}

} // namespace

void composeTile(const std::vector<LayerPointer>& layers, TileIndex index, double lightExponent, FloatTile& onto)
{
    const auto pixels = std::make_unique<FloatTile>();
    for (const LayerPointer& layer : layers) {
        if (!layer->visible || layer->kind == Layer::Kind::Mask) {
            continue;
        }
        if (layer->kind == Layer::Kind::Group) {
            composeGroup(*layer, index, lightExponent, onto);
        } else if (readLayer(*layer, index, *pixels)) {
            raise(*pixels, lightExponent);
            blend(layer->blend, *pixels, onto);
        } else if (reachesBeyondItself(layer->blend)) {
            blend(layer->blend, FloatTile{}, onto);
        }
    }
}

Image compose(const Document& document, const PixelRect& part, PixelFormat format, const std::stop_token& stop)
{
    std::vector<std::uint16_t> pixels(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) *
                                      kChannels);
    const auto tile = std::make_unique<FloatTile>();
    for (int y = tileOf(part.top); y <= tileOf(part.top + part.height - 1); ++y) {
        for (int x = tileOf(part.left); x <= tileOf(part.left + part.width - 1); ++x) {
            if (stop.stop_requested()) {
                return {};
            }
            tile->values.fill(0.F);
            composeTile(document.layers, {x, y}, document.lightExponent, *tile);
            raise(*tile, 1. / document.lightExponent);
            putTile(*tile, {x, y}, part, pixels);
        }
    }
    return packed(part.width, part.height, std::move(pixels), format);
}

Image flattened(const Document& document, PixelFormat format, const std::stop_token& stop)
{
    return compose(document, {0, 0, document.width, document.height}, format, stop);
}

} // namespace gesso
