// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_loader.h"

#include <optional>

namespace gesso::inference {

/// What fixes the weights of a ResnetBlock.
struct ResnetShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t groups = 32;
    double eps = 1e-5;
    std::int64_t timeWidth = 0; ///< width of the time embedding; 0 for a block that has none
};

/// ResnetBlock2D of diffusers: (norm, SiLU, conv) twice around the time embedding, plus a shortcut.
struct ResnetBlock {
    ResnetBlock(const WeightLoader& weights, const ResnetShape& shape);

    /// x [B, in, H, W] -> [B, out, H, W]. `timeEmbedding` [1, timeWidth] comes after its SiLU; undefined without one.
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x,
                                     const at::Tensor& timeEmbedding = {}) const;

    GroupNorm norm1;
    Conv2d conv1;
    std::optional<Linear> time_emb_proj;
    GroupNorm norm2;
    Conv2d conv2;
    std::optional<Conv2d> conv_shortcut;
};

} // namespace gesso::inference
