// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/nn/text_context.h"
#include "inference/weights/weight_loader.h"

namespace gesso::inference {

/// How a checkpoint calls the four layers of an attention.
struct AttentionNames {
    std::string_view query = "to_q";
    std::string_view key = "to_k";
    std::string_view value = "to_v";
    std::string_view out = "to_out.0";
};

/// What fixes the weights of a SelfAttention.
struct AttentionShape {
    std::int64_t channels = 0;
    std::int64_t heads = 1;
    bool projectionBias = false; ///< whether queries, keys and values have a bias
};

/// Attention of tokens to each other. The three projections are one layer of three times the width.
struct SelfAttention {
    SelfAttention(const WeightLoader& weights, const AttentionShape& shape, const AttentionNames& names = {});

    /// attention(x) + residual, both [B, N, C].
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x, const at::Tensor& residual,
                                     Mask mask = Mask::None) const;

    Linear qkv; ///< rows of queries, keys, values
    Linear to_out;
    std::int64_t heads;
};

/// Attention of tokens to the text, whose keys and values are computed beforehand.
struct CrossAttention {
    CrossAttention(const WeightLoader& weights, const AttentionShape& shape, std::int64_t textWidth);

    /// Keys and values of the text embeddings [K*B, N, textWidth].
    [[nodiscard]] KeyValue keyValue(const Backend& backend, const at::Tensor& embeddings) const;
    /// attention(x, text) + residual, both [B, M, C]. For a text of K*B rows the queries, made of x once, and the
    /// residual are repeated K times: the result is [K*B, M, C].
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x, const KeyValue& text,
                                     const at::Tensor& residual) const;

    Linear to_q, to_k, to_v, to_out;
    std::int64_t heads;
};

} // namespace gesso::inference
