// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_stream.h"

#include <cstdint>
#include <optional>

namespace gesso::inference {

/// The noise that one picture begins with: the stream of its seed, turned towards that of another seed for variations.
/// What a sampler adds later comes from `stream` alone.
class StartNoise {
public:
    /// `strength` is 0..1; at 0 the variation seed has no effect, and nothing is drawn from it.
    StartNoise(std::uint64_t seed, std::uint64_t variationSeed, double strength);

    [[nodiscard]] NoiseStream& stream() noexcept { return m_stream; }
    /// Unit noise of this shape, float32 on the CPU: the stream's next draw, turned by the variation's next one.
    [[nodiscard]] at::Tensor draw(at::IntArrayRef shape);

private:
    NoiseStream m_stream;
    std::optional<NoiseStream> m_variation;
    double m_strength;
};

/// The point at `fraction` of the great arc from a to b (Shoemake 1985, "Animating rotation with quaternion curves"),
/// both taken as one vector whatever their shape. Unit noise stays unit noise. Nearly parallel ones are mixed evenly.
[[nodiscard]] at::Tensor slerp(const at::Tensor& a, const at::Tensor& b, double fraction);

} // namespace gesso::inference
