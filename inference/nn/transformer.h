// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/nn/attention.h"
#include "inference/nn/unet_pass.h"

#include <variant>

namespace gesso::inference {

/// What fixes the weights of a Transformer.
struct TransformerShape {
    std::int64_t channels = 0;
    std::int64_t heads = 1;
    std::int64_t layers = 1;
    std::int64_t textWidth = 0;
    std::int64_t groups = 32;
    bool onlyCrossAttention = false; ///< the first attention of each layer looks at the text too
};

/// BasicTransformerBlock of diffusers: attention to itself, attention to the text, GEGLU feed-forward.
struct TransformerLayer {
    TransformerLayer(const WeightLoader& weights, const TransformerShape& shape);

    /// Appends the keys and values of this layer's cross-attentions to `context`.
    void prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const;
    /// tokens [B, N, C] -> [K*B, N, C] for a text of K*B rows.
    [[nodiscard]] at::Tensor forward(UNetPass& pass, at::Tensor tokens) const;

    LayerNorm norm1, norm2, norm3;
    std::variant<SelfAttention, CrossAttention> attn1;
    CrossAttention attn2;
    Linear ff_proj; ///< ff.net.0.proj: C -> value and gate, 4C each
    Linear ff_out;  ///< ff.net.2
};

/// Transformer2DModel of diffusers: the pixels of a picture as tokens, through a stack of layers, plus a shortcut.
///
/// proj_in and proj_out are stored as 1x1 convolutions or as linear layers (`use_linear_projection`); on channels-last
/// memory both are the same product, so there is one way here.
struct Transformer {
    Transformer(const WeightLoader& weights, const TransformerShape& shape);

    void prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const;
    /// x [B, C, H, W] -> [K*B, C, H, W] for a text of K*B rows.
    [[nodiscard]] at::Tensor forward(UNetPass& pass, const at::Tensor& x) const;

    GroupNorm norm;
    Linear proj_in;
    std::vector<TransformerLayer> transformer_blocks;
    Linear proj_out;
};

} // namespace gesso::inference
