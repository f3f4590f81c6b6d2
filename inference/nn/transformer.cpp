// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/transformer.h"

#include "inference/nn/batch.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

constexpr double kGroupNormEps = 1e-6; // fixed in diffusers' Transformer2DModel, whatever norm_eps says
constexpr double kLayerNormEps = 1e-5;
constexpr std::int64_t kFeedForwardFactor = 4;

AttentionShape attentionShape(const TransformerShape& shape)
{
    return {.channels = shape.channels, .heads = shape.heads, .projectionBias = false};
}

std::variant<SelfAttention, CrossAttention> firstAttention(const WeightLoader& weights, const TransformerShape& shape)
{
    if (shape.onlyCrossAttention) {
        return CrossAttention(weights, attentionShape(shape), shape.textWidth);
    }
    return SelfAttention(weights, attentionShape(shape));
}

} // namespace

TransformerLayer::TransformerLayer(const WeightLoader& weights, const TransformerShape& shape)
    : norm1(weights.scope("norm1").layerNorm(shape.channels, kLayerNormEps)),
      norm2(weights.scope("norm2").layerNorm(shape.channels, kLayerNormEps)),
      norm3(weights.scope("norm3").layerNorm(shape.channels, kLayerNormEps)),
      attn1(firstAttention(weights.scope("attn1"), shape)),
      attn2(weights.scope("attn2"), attentionShape(shape), shape.textWidth),
      ff_proj(weights.scope("ff.net.0.proj").gegluLinear(shape.channels, 2 * kFeedForwardFactor * shape.channels)),
      ff_out(weights.scope("ff.net.2").linear(kFeedForwardFactor * shape.channels, shape.channels))
{
}

void TransformerLayer::prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const
{
    if (const auto* cross = std::get_if<CrossAttention>(&attn1)) {
        context.layers.push_back(cross->keyValue(backend, embeddings));
    }
    context.layers.push_back(attn2.keyValue(backend, embeddings));
}

at::Tensor TransformerLayer::forward(UNetPass& pass, at::Tensor tokens) const
{
    const Backend& backend = pass.backend();
    const at::Tensor normed = backend.layerNorm(tokens, norm1);
    if (const auto* own = std::get_if<SelfAttention>(&attn1)) {
        tokens = own->forward(backend, normed, tokens);
    } else {
        tokens = std::get<CrossAttention>(attn1).forward(backend, normed, pass.nextKeyValue(), tokens);
    }
    tokens = attn2.forward(backend, backend.layerNorm(tokens, norm2), pass.nextKeyValue(), tokens);
    return backend.linear(backend.geglu(backend.layerNorm(tokens, norm3), ff_proj), ff_out, Activation::None, tokens);
}

Transformer::Transformer(const WeightLoader& weights, const TransformerShape& shape)
    : norm(weights.scope("norm").groupNorm(shape.channels, shape.groups, kGroupNormEps)),
      proj_in(weights.scope("proj_in").linear(shape.channels, shape.channels)),
      proj_out(weights.scope("proj_out").linear(shape.channels, shape.channels))
{
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        transformer_blocks.emplace_back(weights.scope("transformer_blocks", i), shape);
    }
}

void Transformer::prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const
{
    for (const TransformerLayer& layer : transformer_blocks) {
        layer.prepareContext(backend, embeddings, context);
    }
}

at::Tensor Transformer::forward(UNetPass& pass, const at::Tensor& x) const
{
    const Backend& backend = pass.backend();
    at::Tensor tokens = backend.linear(pictureToTokens(backend.groupNorm(x, norm)), proj_in);
    for (const TransformerLayer& layer : transformer_blocks) {
        pass.checkStop();
        tokens = layer.forward(pass, std::move(tokens));
    }
    const at::Tensor residual = repeatBatch(pictureToTokens(x), tokens.size(0));
    tokens = backend.linear(tokens, proj_out, Activation::None, residual);
    return tokensToPicture(tokens, x.size(2), x.size(3));
}

} // namespace gesso::inference
