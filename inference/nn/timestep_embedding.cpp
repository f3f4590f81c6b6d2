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

TimestepEmbedding::TimestepEmbedding(const WeightLoader& weights, std::int64_t in, std::int64_t out)
    : linear_1(weights.scope("linear_1").linear(in, out)), linear_2(weights.scope("linear_2").linear(out, out))
{
}

at::Tensor TimestepEmbedding::forward(const Backend& backend, const at::Tensor& sinusoid) const
{
    return backend.linear(backend.linear(sinusoid, linear_1, Activation::Silu), linear_2);
}

} // namespace gesso::inference
