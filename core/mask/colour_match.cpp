// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/colour_match.h"

#include "core/image/levels.h"
#include "core/mask/fill_in.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gesso {
namespace {

constexpr int kBlock = 8;
constexpr int kChannels = 3;

/// What is to be added to `made`, for each block of pixels; filled in where the mask covers the whole block.
FloatPlanes corrections(const Image& made, const Image& original, const Image& mask)
{
    const int width = (made.width + kBlock - 1) / kBlock;
    const int height = (made.height + kBlock - 1) / kBlock;
    const auto blocks = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    FloatPlanes sums{width, height, kChannels, std::vector<float>(blocks * kChannels)};
    FloatPlanes counts{width, height, 1, std::vector<float>(blocks)};
    std::size_t pixel = 0;
    for (int y = 0; y < made.height; ++y) {
        for (int x = 0; x < made.width; ++x, ++pixel) {
            if (mask.u8()[pixel] != 0) {
                continue;
            }
            counts.values[counts.at(x / kBlock, y / kBlock)] += 1.F;
            for (std::size_t c = 0; c < kChannels; ++c) {
                const std::size_t i = pixel * kChannels + c;
                sums.values[sums.at(x / kBlock, y / kBlock) + c] +=
                    static_cast<float>(original.u8()[i]) - static_cast<float>(made.u8()[i]);
            }
        }
    }
    for (std::size_t i = 0; i < blocks; ++i) {
        for (std::size_t c = 0; c < kChannels; ++c) {
            sums.values[i * kChannels + c] /= std::max(counts.values[i], 1.F);
        }
        counts.values[i] = std::min(counts.values[i], 1.F);
    }
    return filledIn(std::move(sums), counts);
}

/// The value of a channel between the middles of blocks.
float between(const FloatPlanes& planes, int x, int y, std::size_t channel)
{
    const auto place = [](int pixel, int blocks, int& low, int& high) {
        const float at = (static_cast<float>(pixel) + 0.5F) / kBlock - 0.5F;
        low = std::clamp(static_cast<int>(std::floor(at)), 0, blocks - 1);
        high = std::min(low + 1, blocks - 1);
        return std::clamp(at - static_cast<float>(low), 0.F, 1.F);
    };
    int left = 0, right = 0, top = 0, bottom = 0;
    const float fx = place(x, planes.width, left, right);
    const float fy = place(y, planes.height, top, bottom);
    const auto value = [&](int column, int row) { return planes.values[planes.at(column, row) + channel]; };
    const float above = value(left, top) * (1.F - fx) + value(right, top) * fx;
    const float below = value(left, bottom) * (1.F - fx) + value(right, bottom) * fx;
    return above * (1.F - fy) + below * fy;
}

/// Values of `picture` moved by the correction, which is in levels of 8 bits.
template <typename Value>
std::vector<Value> corrected(const Image& picture, const std::vector<Value>& values, const FloatPlanes& correction)
{
    constexpr long kMost = std::numeric_limits<Value>::max();
    constexpr float kUnit = static_cast<float>(kMost) / 255.F;
    std::vector<Value> result;
    result.reserve(values.size());
    std::size_t i = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            for (std::size_t c = 0; c < kChannels; ++c, ++i) {
                const float moved = static_cast<float>(values[i]) + between(correction, x, y, c) * kUnit;
                result.push_back(static_cast<Value>(std::clamp(std::lround(moved), 0L, kMost)));
            }
        }
    }
    return result;
}

} // namespace

Image matchedAtSeam(const Image& made, const Image& original, const Image& mask)
{
    if (std::ranges::none_of(mask.u8(), [](std::uint8_t value) { return value == 0; })) {
        return made;
    }
    const FloatPlanes correction = corrections(inFormat(made, PixelFormat::U8), original, mask);
    return made.format() == PixelFormat::U16
               ? Image(made.width, made.height, made.channels, corrected(made, made.u16(), correction))
               : Image(made.width, made.height, made.channels, corrected(made, made.u8(), correction));
}

} // namespace gesso
