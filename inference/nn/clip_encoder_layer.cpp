// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/clip_encoder_layer.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

constexpr AttentionNames kClipNames{.query = "q_proj", .key = "k_proj", .value = "v_proj", .out = "out_proj"};

} // namespace

ClipEncoderLayer::ClipEncoderLayer(const WeightLoader& weights, const ClipLayerShape& shape)
    : layer_norm1(weights.scope("layer_norm1").layerNorm(shape.width, shape.eps)),
      self_attn(weights.scope("self_attn"), {.channels = shape.width, .heads = shape.heads, .projectionBias = true},
                kClipNames),
      layer_norm2(weights.scope("layer_norm2").layerNorm(shape.width, shape.eps)),
      fc1(weights.scope("mlp.fc1").linear(shape.width, shape.mlpWidth)),
      fc2(weights.scope("mlp.fc2").linear(shape.mlpWidth, shape.width)), activation(shape.activation)
{
}

at::Tensor ClipEncoderLayer::forward(const Backend& backend, const at::Tensor& tokens) const
{
    const at::Tensor h = self_attn.forward(backend, backend.layerNorm(tokens, layer_norm1), tokens, Mask::Causal);
    return backend.linear(backend.linear(backend.layerNorm(h, layer_norm2), fc1, activation), fc2, Activation::None, h);
}

} // namespace gesso::inference
