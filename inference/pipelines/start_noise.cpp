// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/start_noise.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {

StartNoise::StartNoise(std::uint64_t seed, std::uint64_t variationSeed, double strength)
    : m_stream(seed), m_strength(strength)
{
    if (strength > 0.) {
        m_variation.emplace(variationSeed);
    }
}

at::Tensor StartNoise::draw(at::IntArrayRef shape)
{
    const at::Tensor noise = m_stream.draw(shape);
    return m_variation ? slerp(noise, m_variation->draw(shape), m_strength) : noise;
}

at::Tensor slerp(const at::Tensor& a, const at::Tensor& b, double fraction)
{
    constexpr double kParallel = 0.9995;
    const double cosine = (a * b).sum().item<double>() / (a.norm() * b.norm()).item<double>();
    if (!(std::abs(cosine) < kParallel)) {
        return a * (1. - fraction) + b * fraction;
    }
    const double angle = std::acos(cosine);
    return a * (std::sin((1. - fraction) * angle) / std::sin(angle)) +
           b * (std::sin(fraction * angle) / std::sin(angle));
}

} // namespace gesso::inference
