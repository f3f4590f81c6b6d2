// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/timestep_embedding.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

at::Tensor timestepSinusoid(double timestep, const TimestepSinusoid& shape)
{
    const std::int64_t half = shape.width / 2;
    const at::Tensor exponent =
        -std::log(10000.) * at::arange(half, at::kFloat) / (static_cast<double>(half) - shape.freqShift);
    const at::Tensor angles = exponent.exp() * static_cast<float>(timestep);
    const at::Tensor sine = angles.sin();
    const at::Tensor cosine = angles.cos();
    return (shape.flipSinToCos ? at::cat({cosine, sine}) : at::cat({sine, cosine})).unsqueeze(0);
}

at::Tensor guidanceSinusoid(double scale, std::int64_t width)
{
    constexpr double kSpread = 1000.;
    return timestepSinusoid(kSpread * (scale - 1.), {.width = width, .flipSinToCos = false, .freqShift = 1.});
}

TimestepEmbedding::TimestepEmbedding(const WeightLoader& weights, std::int64_t in, std::int64_t out,
                                     std::int64_t condition)
    : cond_proj(condition > 0 ? std::optional(weights.scope("cond_proj").linear(condition, in, false)) : std::nullopt),
      linear_1(weights.scope("linear_1").linear(in, out)), linear_2(weights.scope("linear_2").linear(out, out))
{
}

at::Tensor TimestepEmbedding::forward(const Backend& backend, const at::Tensor& sinusoid,
                                      const at::Tensor& condition) const
{
    const at::Tensor told = cond_proj ? sinusoid + backend.linear(condition, *cond_proj) : sinusoid;
    return backend.linear(backend.linear(told, linear_1, Activation::Silu), linear_2);
}

} // namespace gesso::inference
