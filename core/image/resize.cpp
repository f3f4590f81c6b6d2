// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>

namespace gesso {
namespace {

constexpr double kLobes = 3.;
constexpr int kFractionBits = 22; ///< of the fixed-point weights: 32 bits less 8 of a pixel and 2 for overshoot

double sinc(double x)
{
    return x == 0. ? 1. : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
}

double lanczos(double x)
{
    return x >= -kLobes && x < kLobes ? sinc(x) * sinc(x / kLobes) : 0.;
}

/// The pixels that one pixel of the result is made of, and how much each counts.
struct Taps {
    int first = 0;
    std::vector<std::int32_t> weights;
};

std::vector<Taps> tapsOf(int from, int to)
{
    const double ratio = static_cast<double>(from) / to;
    const double stretch = std::max(ratio, 1.); // a smaller picture needs a wider filter
    const double support = kLobes * stretch;
    std::vector<Taps> result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * ratio;
        Taps& taps = result[static_cast<std::size_t>(i)];
        taps.first = std::max(static_cast<int>(std::lround(centre - support)), 0);
        const int end = std::min(static_cast<int>(std::lround(centre + support)), from);
        std::vector<double> weights;
        double sum = 0.;
        for (int x = taps.first; x < end; ++x) {
            weights.push_back(lanczos((x - centre + 0.5) / stretch));
            sum += weights.back();
        }
        for (const double weight : weights) {
            const double fixed = weight / sum * (1 << kFractionBits);
            taps.weights.push_back(static_cast<std::int32_t>(fixed < 0. ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return result;
}

/// The weighted sum of values that lie `stride` apart.
template <typename Value> Value mixed(const Value* values, std::size_t stride, const std::vector<std::int32_t>& weights)
{
    if constexpr (std::is_floating_point_v<Value>) {
        double sum = 0.;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += static_cast<double>(weights[i]) * static_cast<double>(values[i * stride]);
        }
        return static_cast<Value>(sum / (1 << kFractionBits));
    } else {
        using Sum = std::conditional_t<sizeof(Value) == 1, std::int32_t, std::int64_t>;
        Sum sum = 1 << (kFractionBits - 1);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += static_cast<Sum>(weights[i]) * values[i * stride];
        }
        return static_cast<Value>(std::clamp<Sum>(sum >> kFractionBits, 0, std::numeric_limits<Value>::max()));
    }
}

template <typename Value>
std::vector<Value> withWidth(const Image& picture, const std::vector<Value>& values, int width)
{
    const std::vector<Taps> taps = tapsOf(picture.width, width);
    const auto channels = static_cast<std::size_t>(picture.channels);
    std::vector<Value> result(static_cast<std::size_t>(width) * channels * static_cast<std::size_t>(picture.height));
    Value* out = result.data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
        const Value* row = values.data() + y * picture.rowValues();
        for (const Taps& tap : taps) {
            const Value* first = row + static_cast<std::size_t>(tap.first) * channels;
            for (std::size_t c = 0; c < channels; ++c) {
                *out++ = mixed(first + c, channels, tap.weights);
            }
        }
    }
    return result;
}

template <typename Value>
std::vector<Value> withHeight(const Image& picture, const std::vector<Value>& values, int height)
{
    const std::size_t row = picture.rowValues();
    std::vector<Value> result;
    result.reserve(row * static_cast<std::size_t>(height));
    for (const Taps& tap : tapsOf(picture.height, height)) {
        const Value* first = values.data() + static_cast<std::size_t>(tap.first) * row;
        for (std::size_t x = 0; x < row; ++x) {
            result.push_back(mixed(first + x, row, tap.weights));
        }
    }
    return result;
}

template <typename Value>
std::vector<Value> partOf(const Image& picture, const std::vector<Value>& values, const PixelRect& part)
{
    const auto channels = static_cast<std::ptrdiff_t>(picture.channels);
    std::vector<Value> result;
    result.reserve(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) *
                   static_cast<std::size_t>(channels));
    for (int y = 0; y < part.height; ++y) {
        const auto from = static_cast<std::ptrdiff_t>(std::clamp(part.top + y, 0, picture.height - 1));
        const auto row = values.begin() + from * static_cast<std::ptrdiff_t>(picture.rowValues());
        for (int x = 0; x < part.width; ++x) {
            const auto column = static_cast<std::ptrdiff_t>(std::clamp(part.left + x, 0, picture.width - 1));
            result.insert(result.end(), row + column * channels, row + (column + 1) * channels);
        }
    }
    return result;
}

/// A picture like another one, of another size: of what `make` gives for its values.
template <typename Make> Image madeFrom(const Image& picture, int width, int height, const Make& make)
{
    Image result =
        picture.visit([&](const auto& values) { return Image(width, height, picture.channels, make(values)); });
    result.profile = picture.profile;
    return result;
}

} // namespace

Image resized(const Image& picture, int width, int height)
{
    Image result = picture.width == width ? picture : madeFrom(picture, width, picture.height, [&](const auto& values) {
        return withWidth(picture, values, width);
    });
    return result.height == height ? result : madeFrom(result, width, height, [&](const auto& values) {
        return withHeight(result, values, height);
    });
}

Image cropped(const Image& picture, const PixelRect& part)
{
    return madeFrom(picture, part.width, part.height,
                    [&](const auto& values) { return partOf(picture, values, part); });
}

} // namespace gesso
