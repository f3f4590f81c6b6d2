// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/fill_in.h"

#include <algorithm>

namespace gesso {
namespace {

/// One level of the pyramid: values, and how well each is known.
struct Level {
    FloatPlanes values, weights;
};

FloatPlanes emptyPlanes(int width, int height, int channels)
{
    FloatPlanes planes{width, height, channels, {}};
    planes.values.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                         static_cast<std::size_t>(channels));
    return planes;
}

/// The level of half the size: each value the weighted mean of four.
Level halved(const Level& fine)
{
    const int width = (fine.values.width + 1) / 2;
    const int height = (fine.values.height + 1) / 2;
    const int channels = fine.values.channels;
    Level coarse{emptyPlanes(width, height, channels), emptyPlanes(width, height, 1)};
    for (int y = 0; y < fine.values.height; ++y) {
        for (int x = 0; x < fine.values.width; ++x) {
            const float weight = fine.weights.values[fine.weights.at(x, y)];
            coarse.weights.values[coarse.weights.at(x / 2, y / 2)] += weight;
            for (int c = 0; c < channels; ++c) {
                const auto channel = static_cast<std::size_t>(c);
                coarse.values.values[coarse.values.at(x / 2, y / 2) + channel] +=
                    weight * fine.values.values[fine.values.at(x, y) + channel];
            }
        }
    }
    for (std::size_t i = 0; i < coarse.weights.values.size(); ++i) {
        float& weight = coarse.weights.values[i];
        for (std::size_t c = 0; weight > 0.F && c < static_cast<std::size_t>(channels); ++c) {
            coarse.values.values[i * static_cast<std::size_t>(channels) + c] /= weight;
        }
        weight = std::min(weight, 1.F);
    }
    return coarse;
}

/// Puts what the coarse level has, interpolated, where the fine one does not know.
void pull(Level& fine, const FloatPlanes& coarse)
{
    for (int y = 0; y < fine.values.height; ++y) {
        const int nearY = y / 2;
        const int farY = std::clamp(nearY + (y % 2 == 0 ? -1 : 1), 0, coarse.height - 1);
        for (int x = 0; x < fine.values.width; ++x) {
            const float weight = fine.weights.values[fine.weights.at(x, y)];
            if (weight >= 1.F) {
                continue;
            }
            const int nearX = x / 2;
            const int farX = std::clamp(nearX + (x % 2 == 0 ? -1 : 1), 0, coarse.width - 1);
            for (std::size_t c = 0; c < static_cast<std::size_t>(fine.values.channels); ++c) {
                const auto value = [&](int column, int row) { return coarse.values[coarse.at(column, row) + c]; };
                // Bilinear: pixel centres of the fine level lie at quarters of the coarse one.
                const float from = 0.5625F * value(nearX, nearY) + 0.1875F * value(farX, nearY) +
                                   0.1875F * value(nearX, farY) + 0.0625F * value(farX, farY);
                float& own = fine.values.values[fine.values.at(x, y) + c];
                own = weight * own + (1.F - weight) * from;
            }
        }
    }
}

} // namespace

FloatPlanes filledIn(FloatPlanes planes, const FloatPlanes& weights)
{
    std::vector<Level> pyramid{{std::move(planes), weights}};
    while (pyramid.back().values.width > 1 || pyramid.back().values.height > 1) {
        pyramid.push_back(halved(pyramid.back()));
    }
    for (std::size_t i = pyramid.size() - 1; i > 0; --i) {
        pull(pyramid[i - 1], pyramid[i].values);
    }
    return std::move(pyramid.front().values);
}

} // namespace gesso
