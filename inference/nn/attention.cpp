// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/attention.h"

#include "inference/nn/batch.h"

#include <ATen/ATen.h>

namespace gesso::inference {

SelfAttention::SelfAttention(const WeightLoader& weights, const AttentionShape& shape, const AttentionNames& names)
    : qkv(weights.stackedLinear({names.query, names.key, names.value}, shape.channels, shape.channels,
                                shape.projectionBias)),
      to_out(weights.scope(names.out).linear(shape.channels, shape.channels)), heads(shape.heads)
{
}

at::Tensor SelfAttention::forward(const Backend& backend, const at::Tensor& x, const at::Tensor& residual,
                                  Mask mask) const
{
    const std::vector<at::Tensor> parts = backend.linear(x, qkv).chunk(3, -1);
    const at::Tensor mixed = backend.attention(parts[0], parts[1], parts[2], heads, mask);
    return backend.linear(mixed, to_out, Activation::None, residual);
}

CrossAttention::CrossAttention(const WeightLoader& weights, const AttentionShape& shape, std::int64_t textWidth)
    : to_q(weights.scope("to_q").linear(shape.channels, shape.channels, shape.projectionBias)),
      to_k(weights.scope("to_k").linear(textWidth, shape.channels, shape.projectionBias)),
      to_v(weights.scope("to_v").linear(textWidth, shape.channels, shape.projectionBias)),
      to_out(weights.scope("to_out.0").linear(shape.channels, shape.channels)), heads(shape.heads)
{
}

KeyValue CrossAttention::keyValue(const Backend& backend, const at::Tensor& embeddings) const
{
    return {backend.linear(embeddings, to_k), backend.linear(embeddings, to_v)};
}

at::Tensor CrossAttention::forward(const Backend& backend, const at::Tensor& x, const KeyValue& text,
                                   const at::Tensor& residual) const
{
    const std::int64_t batch = text.key.size(0);
    const at::Tensor queries = repeatBatch(backend.linear(x, to_q), batch);
    const at::Tensor mixed = backend.attention(queries, text.key, text.value, heads);
    return backend.linear(mixed, to_out, Activation::None, repeatBatch(residual, batch));
}

} // namespace gesso::inference
