// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/mask_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gesso {
namespace {

constexpr std::uint8_t kMasked = 128;
constexpr float kFar = 1e18F;

std::vector<float> gaussian(double sigma)
{
    constexpr double kReach = 3.;
    const int radius = std::max(static_cast<int>(std::ceil(kReach * sigma)), 1);
    std::vector<float> weights;
    float sum = 0.F;
    for (int i = -radius; i <= radius; ++i) {
        weights.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma))));
        sum += weights.back();
    }
    std::ranges::for_each(weights, [sum](float& weight) { weight /= sum; });
    return weights;
}

/// Filters lines of `count` values that lie `stride` apart, one for each of `lines` starts `step` apart.
void filterLines(std::vector<float>& values, std::size_t count, std::size_t stride, std::size_t lines, std::size_t step,
                 const std::vector<float>& weights)
{
    const auto radius = static_cast<std::ptrdiff_t>(weights.size() / 2);
    const auto last = static_cast<std::ptrdiff_t>(count) - 1;
    std::vector<float> line(count);
    for (std::size_t l = 0; l < lines; ++l) {
        for (std::size_t i = 0; i < count; ++i) {
            line[i] = values[l * step + i * stride];
        }
        for (std::ptrdiff_t i = 0; i <= last; ++i) {
            float sum = 0.F;
            for (std::ptrdiff_t k = -radius; k <= radius; ++k) {
                sum += weights[static_cast<std::size_t>(k + radius)] *
                       line[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i + k, 0, last))];
            }
            values[l * step + static_cast<std::size_t>(i) * stride] = sum;
        }
    }
}

/// The lower envelope of parabolas over one line: squared distances along it added to `squares`.
void addDistances(std::vector<float>& squares, std::size_t start, std::size_t stride, std::size_t count)
{
    std::vector<float> line(count);
    for (std::size_t i = 0; i < count; ++i) {
        line[i] = squares[start + i * stride];
    }
    std::vector<std::size_t> peaks(count);
    std::vector<float> borders(count + 1);
    std::size_t k = 0;
    borders[0] = -std::numeric_limits<float>::infinity();
    borders[1] = std::numeric_limits<float>::infinity();
    const auto square = [](std::size_t q) { return static_cast<double>(q) * static_cast<double>(q); };
    for (std::size_t q = 1; q < count; ++q) {
        const auto crossing = [&](std::size_t p) {
            return static_cast<float>(((line[q] + square(q)) - (line[p] + square(p))) /
                                      (2. * static_cast<double>(q) - 2. * static_cast<double>(p)));
        };
        float border = crossing(peaks[k]);
        while (k > 0 && border <= borders[k]) {
            border = crossing(peaks[--k]);
        }
        peaks[++k] = q;
        borders[k] = border;
        borders[k + 1] = std::numeric_limits<float>::infinity();
    }
    k = 0;
    for (std::size_t q = 0; q < count; ++q) {
        while (borders[k + 1] < static_cast<float>(q)) {
            ++k;
        }
        const double offset = static_cast<double>(q) - static_cast<double>(peaks[k]);
        squares[start + q * stride] = static_cast<float>(offset * offset) + line[peaks[k]];
    }
}

/// Widens [low, high) to `wanted` about its middle, moved and then cut to fit into [0, size).
void widen(int& low, int& high, int wanted, int size)
{
    const int more = wanted - (high - low);
    if (more <= 0) {
        return;
    }
    low -= more / 2;
    high += more - more / 2;
    if (high > size) {
        low -= high - size;
        high = size;
    }
    if (low < 0) {
        high = std::min(high - low, size);
        low = 0;
    }
}

} // namespace

bool hasMasked(const Image& mask)
{
    return std::ranges::any_of(mask.u8(), [](std::uint8_t value) { return value >= kMasked; });
}

Image binarised(Image mask)
{
    std::ranges::for_each(mask.u8(), [](std::uint8_t& value) { value = value >= kMasked ? 255 : 0; });
    return mask;
}

Image blurred(const Image& mask, double sigma)
{
    if (sigma <= 0.) {
        return mask;
    }
    const std::vector<float> weights = gaussian(sigma);
    const auto width = static_cast<std::size_t>(mask.width);
    const auto height = static_cast<std::size_t>(mask.height);
    std::vector<float> values(mask.u8().begin(), mask.u8().end());
    filterLines(values, width, 1, height, width, weights);
    filterLines(values, height, width, width, 1, weights);
    Image result = mask;
    std::ranges::transform(values, result.u8().begin(), [](float value) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    });
    return result;
}

std::optional<PixelRect> boundsOf(const Image& mask)
{
    int left = mask.width, top = mask.height, right = -1, bottom = -1;
    for (int y = 0; y < mask.height; ++y) {
        const auto row = mask.u8().begin() + static_cast<std::ptrdiff_t>(y) * mask.width;
        const auto isMasked = [](std::uint8_t value) { return value != 0; };
        const auto first = std::find_if(row, row + mask.width, isMasked);
        if (first == row + mask.width) {
            continue;
        }
        const auto last = std::find_if(std::reverse_iterator(row + mask.width), std::reverse_iterator(row), isMasked);
        left = std::min(left, static_cast<int>(first - row));
        right = std::max(right, static_cast<int>(last.base() - row) - 1);
        top = std::min(top, y);
        bottom = y;
    }
    if (right < 0) {
        return std::nullopt;
    }
    return PixelRect{left, top, right - left + 1, bottom - top + 1};
}

std::vector<float> distanceToUnmasked(const Image& mask)
{
    const auto width = static_cast<std::size_t>(mask.width);
    const auto height = static_cast<std::size_t>(mask.height);
    std::vector<float> squares(mask.u8().size());
    std::ranges::transform(mask.u8(), squares.begin(), [](std::uint8_t value) { return value == 0 ? 0.F : kFar; });
    for (std::size_t x = 0; x < width; ++x) {
        addDistances(squares, x, width, height);
    }
    for (std::size_t y = 0; y < height; ++y) {
        addDistances(squares, y * width, 1, width);
    }
    std::ranges::for_each(squares, [](float& value) { value = std::sqrt(value); });
    return squares;
}

PixelRect workRegion(const PixelRect& masked, int padding, int width, int height, int pictureWidth, int pictureHeight)
{
    int left = std::max(masked.left - padding, 0);
    int top = std::max(masked.top - padding, 0);
    int right = std::min(masked.left + masked.width + padding, pictureWidth);
    int bottom = std::min(masked.top + masked.height + padding, pictureHeight);
    const double aspect = static_cast<double>(width) / height;
    if (static_cast<double>(right - left) / (bottom - top) > aspect) {
        widen(top, bottom, static_cast<int>((right - left) / aspect), pictureHeight);
    } else {
        widen(left, right, static_cast<int>((bottom - top) * aspect), pictureWidth);
    }
    return {left, top, right - left, bottom - top};
}

} // namespace gesso
