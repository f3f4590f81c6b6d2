// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_loader.h"

namespace gesso::inference {

/// The sinusoids of a timestep.
struct TimestepSinusoid {
    std::int64_t width = 0; ///< even
    bool flipSinToCos = true;
    double freqShift = 0;
};

/// [1, width] float32: sin and cos of t * exp(-ln(10000) i / (width/2 - freqShift)), i = 0..width/2-1; the cosines come
/// first with `flipSinToCos`. `timestep` may be fractional. (get_timestep_embedding of diffusers, reckoned in float32.)
[[nodiscard]] at::Tensor timestepSinusoid(double timestep, const TimestepSinusoid& shape);

/// TimestepEmbedding of diffusers: linear, SiLU, linear.
struct TimestepEmbedding {
    TimestepEmbedding(const WeightLoader& weights, std::int64_t in, std::int64_t out);

    /// sinusoid [1, in] -> [1, out].
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& sinusoid) const;

    Linear linear_1, linear_2;
};

} // namespace gesso::inference
