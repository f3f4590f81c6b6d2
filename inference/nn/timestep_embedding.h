// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_loader.h"

#include <optional>

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

/// The scale of guidance that a distilled network is told: [1, width] float32 of sines and cosines of 1000 (scale - 1)
/// (Meng et al. 2022, arXiv 2210.03142; diffusers 0.39, get_guidance_scale_embedding). `width` is even, at least 4.
[[nodiscard]] at::Tensor guidanceSinusoid(double scale, std::int64_t width);

/// TimestepEmbedding of diffusers: linear, SiLU, linear; before that it may add what a condition is projected to.
struct TimestepEmbedding {
    /// `condition`: width of what may be told beside the time; 0: nothing.
    TimestepEmbedding(const WeightLoader& weights, std::int64_t in, std::int64_t out, std::int64_t condition = 0);

    /// sinusoid [1, in] -> [1, out]; with a condition [1, condition] added to it, where the network takes one.
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& sinusoid,
                                     const at::Tensor& condition = {}) const;

    std::optional<Linear> cond_proj;
    Linear linear_1, linear_2;
};

} // namespace gesso::inference
