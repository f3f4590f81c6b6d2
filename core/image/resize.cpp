// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.h"

#include <algorithm>
#include <cmath>
#include <numbers>

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
        taps.first = std::max(static_cast<int>(centre - support + 0.5), 0);
        const int end = std::min(static_cast<int>(centre + support + 0.5), from);
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

/// The weighted sum of pixels that lie `stride` bytes apart.
std::uint8_t mixed(const std::uint8_t* pixels, std::size_t stride, const std::vector<std::int32_t>& weights)
{
    std::int32_t sum = 1 << (kFractionBits - 1);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i] * pixels[i * stride];
    }
    return static_cast<std::uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

Image withWidth(const Image& picture, int width)
{
    const std::vector<Taps> taps = tapsOf(picture.width, width);
    const auto channels = static_cast<std::size_t>(picture.channels);
    Image result{width, picture.height, picture.channels, {}};
    result.u8().resize(result.rowValues() * static_cast<std::size_t>(result.height));
    auto* out = result.u8().data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
        const std::uint8_t* row = picture.u8().data() + y * picture.rowValues();
        for (const Taps& tap : taps) {
            const std::uint8_t* first = row + static_cast<std::size_t>(tap.first) * channels;
            for (std::size_t c = 0; c < channels; ++c) {
                *out++ = mixed(first + c, channels, tap.weights);
            }
        }
    }
    return result;
}

Image withHeight(const Image& picture, int height)
{
    const std::size_t rowBytes = picture.rowValues();
    Image result{picture.width, height, picture.channels, {}};
    result.u8().reserve(rowBytes * static_cast<std::size_t>(height));
    for (const Taps& tap : tapsOf(picture.height, height)) {
        const std::uint8_t* first = picture.u8().data() + static_cast<std::size_t>(tap.first) * rowBytes;
        for (std::size_t x = 0; x < rowBytes; ++x) {
            result.u8().push_back(mixed(first + x, rowBytes, tap.weights));
        }
    }
    return result;
}

} // namespace

Image resized(const Image& picture, int width, int height)
{
    Image result = picture.width == width ? picture : withWidth(picture, width);
    return result.height == height ? result : withHeight(result, height);
}

Image cropped(const Image& picture, const PixelRect& part)
{
    const auto channels = static_cast<std::size_t>(picture.channels);
    Image result{part.width, part.height, picture.channels, {}};
    result.u8().reserve(result.rowValues() * static_cast<std::size_t>(part.height));
    for (int y = 0; y < part.height; ++y) {
        const auto from = static_cast<std::size_t>(std::clamp(part.top + y, 0, picture.height - 1));
        const std::uint8_t* row = picture.u8().data() + from * picture.rowValues();
        for (int x = 0; x < part.width; ++x) {
            const auto column = static_cast<std::size_t>(std::clamp(part.left + x, 0, picture.width - 1));
            result.u8().insert(result.u8().end(), row + column * channels, row + (column + 1) * channels);
        }
    }
    return result;
}

} // namespace gesso
