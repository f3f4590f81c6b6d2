// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/tile.h"
#include "core/image/resize.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace gesso {

/// Pixels on an endless grid of tiles, as a value: copies share rows and tiles until one of them is changed. Where
/// there is no tile all values are 0. Of four channels: premultiplied red, green, blue and alpha, encoded by sRGB's
/// curve, 0 to kFull. Of one: a mask.
///
/// Different planes may be used by different threads at once, even if they share tiles.
template <int Channels> class TiledPlane final {
public:
    using TileType = Tile<Channels>;
    using Pointer = TilePointer<Channels>;

    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }
    /// The tile there; null: there is none.
    [[nodiscard]] Pointer tile(TileIndex index) const
    {
        const auto row = m_rows.find(index.y);
        if (row == m_rows.end()) {
            return nullptr;
        }
        const auto found = row->second->find(index.x);
        return found == row->second->end() ? nullptr : found->second;
    }
    /// Puts a tile there; null takes it away.
    void setTile(TileIndex index, Pointer tile)
    {
        const auto row = m_rows.find(index.y);
        if (row == m_rows.end() && tile == nullptr) {
            return;
        }
        auto changed = row == m_rows.end() ? std::make_shared<Row>() : std::make_shared<Row>(*row->second);
        if (tile != nullptr) {
            (*changed)[index.x] = std::move(tile);
        } else {
            changed->erase(index.x);
        }
        if (changed->empty()) {
            m_rows.erase(index.y);
        } else {
            m_rows[index.y] = std::move(changed);
        }
    }

    [[nodiscard]] std::size_t tileCount() const
    {
        std::size_t count = 0;
        for (const auto& [y, row] : m_rows) {
            count += row->size();
        }
        return count;
    }
    /// Calls visit(index, tile) for each tile, from the top, row by row.
    template <typename Visit> void forEachTile(Visit&& visit) const
    {
        for (const auto& [y, row] : m_rows) {
            for (const auto& [x, tile] : *row) {
                visit(TileIndex{x, y}, *tile);
            }
        }
    }
    /// The smallest rectangle of whole tiles around all of them; of no size where there is none.
    [[nodiscard]] PixelRect bounds() const
    {
        if (m_rows.empty()) {
            return {};
        }
        int left = m_rows.begin()->second->begin()->first;
        int right = left;
        for (const auto& [y, row] : m_rows) {
            left = std::min(left, row->begin()->first);
            right = std::max(right, row->rbegin()->first);
        }
        const int top = m_rows.begin()->first;
        const int bottom = m_rows.rbegin()->first;
        return {left * kTileSide, top * kTileSide, (right - left + 1) * kTileSide, (bottom - top + 1) * kTileSide};
    }

    /// Copies a rectangle out, row by row; `out` has width * height * Channels values.
    void read(const PixelRect& from, std::span<std::uint16_t> out) const
    {
        std::fill(out.begin(), out.end(), std::uint16_t{0});
        forEachPart(from, [&](TileIndex index, const Part& part) {
            if (const Pointer found = tile(index)) {
                for (int y = 0; y < part.height; ++y) {
                    const auto* source = found->values.data() + part.inTile(y);
                    std::copy(source, source + part.width * Channels, out.data() + part.inRect(y, from.width));
                }
            }
        });
    }
    /// Puts a rectangle in: tiles that get no other values stay the same ones, those that are all 0 go.
    void write(const PixelRect& to, std::span<const std::uint16_t> values)
    {
        forEachPart(to, [&](TileIndex index, const Part& part) {
            const Pointer old = tile(index);
            auto changed = old != nullptr ? std::make_shared<TileType>(*old) : std::make_shared<TileType>();
            for (int y = 0; y < part.height; ++y) {
                const auto* source = values.data() + part.inRect(y, to.width);
                std::copy(source, source + part.width * Channels, changed->values.data() + part.inTile(y));
            }
            const bool blank = std::all_of(changed->values.begin(), changed->values.end(),
                                           [](std::uint16_t value) { return value == 0; });
            if (blank) {
                setTile(index, nullptr);
            } else if (old == nullptr || old->values != changed->values) {
                setTile(index, std::move(changed));
            }
        });
    }

    friend bool operator==(const TiledPlane& a, const TiledPlane& b)
    {
        return std::equal(a.m_rows.begin(), a.m_rows.end(), b.m_rows.begin(), b.m_rows.end(),
                          [](const auto& one, const auto& other) {
                              return one.first == other.first &&
                                     (one.second == other.second || sameTiles(*one.second, *other.second));
                          });
    }

private:
    using Row = std::map<int, Pointer>;

    /// What of a rectangle lies in one tile.
    struct Part {
        int tileX, tileY; ///< of its first pixel, in the tile
        int rectX, rectY; ///< the same in the rectangle
        int width, height;

        [[nodiscard]] std::size_t inTile(int y) const
        {
            const int pixel = (tileY + y) * kTileSide + tileX;
            return static_cast<std::size_t>(pixel) * Channels;
        }
        [[nodiscard]] std::size_t inRect(int y, int rectWidth) const
        {
            return (static_cast<std::size_t>(rectY + y) * static_cast<std::size_t>(rectWidth) +
                    static_cast<std::size_t>(rectX)) *
                   Channels;
        }
    };

    template <typename Visit> static void forEachPart(const PixelRect& rect, Visit&& visit)
    {
        if (rect.width <= 0 || rect.height <= 0) {
            return;
        }
        for (int ty = tileOf(rect.top); ty <= tileOf(rect.top + rect.height - 1); ++ty) {
            for (int tx = tileOf(rect.left); tx <= tileOf(rect.left + rect.width - 1); ++tx) {
                const int left = std::max(rect.left, tx * kTileSide);
                const int top = std::max(rect.top, ty * kTileSide);
                const int right = std::min(rect.left + rect.width, (tx + 1) * kTileSide);
                const int bottom = std::min(rect.top + rect.height, (ty + 1) * kTileSide);
                visit(TileIndex{tx, ty}, Part{left - tx * kTileSide, top - ty * kTileSide, left - rect.left,
                                              top - rect.top, right - left, bottom - top});
            }
        }
    }

    [[nodiscard]] static bool sameTiles(const Row& a, const Row& b)
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
            return one.first == other.first &&
                   (one.second == other.second || one.second->values == other.second->values);
        });
    }

    std::map<int, std::shared_ptr<const Row>> m_rows; ///< by their y; none is empty
};

using ColourPlane = TiledPlane<4>;
using MaskPlane = TiledPlane<1>;

} // namespace gesso
