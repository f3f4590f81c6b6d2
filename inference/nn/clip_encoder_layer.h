// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/nn/attention.h"

namespace gesso::inference {

/// What fixes a ClipEncoderLayer.
struct ClipLayerShape {
    std::int64_t width = 0;
    std::int64_t heads = 1;
    std::int64_t mlpWidth = 0;
    double eps = 1e-5;
    Activation activation = Activation::QuickGelu;
};

/// CLIPEncoderLayer of transformers: causal attention and a two-layer MLP, each after a LayerNorm.
struct ClipEncoderLayer {
    ClipEncoderLayer(const WeightLoader& weights, const ClipLayerShape& shape);

    /// tokens [B, N, width] -> the same shape.
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& tokens) const;

    LayerNorm layer_norm1;
    SelfAttention self_attn;
    LayerNorm layer_norm2;
    Linear fc1, fc2;
    Activation activation;
};

} // namespace gesso::inference
