// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/unet_blocks.h"

#include "inference/nn/batch.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

ResnetShape resnetShape(const UNetBlockShape& shape, std::int64_t in)
{
    return {
        .in = in, .out = shape.out, .groups = shape.transformer.groups, .eps = shape.eps, .timeWidth = shape.timeWidth};
}

/// The hidden state with the next skip beside it: [B, C, H, W] -> [B, C + Cskip, H, W].
at::Tensor joinSkip(const at::Tensor& x, SkipStack& skips)
{
    const at::Tensor skip = repeatBatch(skips.back(), x.size(0));
    skips.pop_back();
    return at::cat({x, skip}, 1);
}

} // namespace

UNetDownBlock::UNetDownBlock(const WeightLoader& weights, const UNetBlockShape& shape)
{
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        resnets.emplace_back(weights.scope("resnets", i), resnetShape(shape, i == 0 ? shape.in : shape.out));
        if (shape.attention) {
            attentions.emplace_back(weights.scope("attentions", i), shape.transformer);
        }
    }
    if (!shape.last) {
        downsampler.emplace(weights.scope("downsamplers", 0), shape.out, shape.downsamplePadding);
    }
}

void UNetDownBlock::prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const
{
    for (const Transformer& attention : attentions) {
        attention.prepareContext(backend, embeddings, context);
    }
}

at::Tensor UNetDownBlock::forward(UNetPass& pass, at::Tensor x, SkipStack& skips) const
{
    for (std::size_t i = 0; i < resnets.size(); ++i) {
        pass.checkStop();
        x = resnets[i].forward(pass.backend(), x, pass.timeEmbedding());
        if (!attentions.empty()) {
            x = attentions[i].forward(pass, x);
        }
        skips.push_back(x);
    }
    if (downsampler) {
        pass.checkStop();
        x = downsampler->forward(pass.backend(), x);
        skips.push_back(x);
    }
    return x;
}

UNetMidBlock::UNetMidBlock(const WeightLoader& weights, const UNetBlockShape& shape)
    : first(weights.scope("resnets", 0), resnetShape(shape, shape.in)),
      attention(weights.scope("attentions", 0), shape.transformer),
      second(weights.scope("resnets", 1), resnetShape(shape, shape.out))
{
}

void UNetMidBlock::prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const
{
    attention.prepareContext(backend, embeddings, context);
}

at::Tensor UNetMidBlock::forward(UNetPass& pass, at::Tensor x) const
{
    pass.checkStop();
    x = first.forward(pass.backend(), x, pass.timeEmbedding());
    x = attention.forward(pass, x);
    pass.checkStop();
    return second.forward(pass.backend(), x, pass.timeEmbedding());
}

UNetUpBlock::UNetUpBlock(const WeightLoader& weights, const UNetBlockShape& shape)
{
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const std::int64_t hidden = i == 0 ? shape.in : shape.out;
        const std::int64_t skip = i + 1 == shape.layers ? shape.skip : shape.out;
        resnets.emplace_back(weights.scope("resnets", i), resnetShape(shape, hidden + skip));
        if (shape.attention) {
            attentions.emplace_back(weights.scope("attentions", i), shape.transformer);
        }
    }
    if (!shape.last) {
        upsampler.emplace(weights.scope("upsamplers", 0), shape.out);
    }
}

void UNetUpBlock::prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const
{
    for (const Transformer& attention : attentions) {
        attention.prepareContext(backend, embeddings, context);
    }
}

at::Tensor UNetUpBlock::forward(UNetPass& pass, at::Tensor x, SkipStack& skips) const
{
    for (std::size_t i = 0; i < resnets.size(); ++i) {
        pass.checkStop();
        x = resnets[i].forward(pass.backend(), joinSkip(x, skips), pass.timeEmbedding());
        if (!attentions.empty()) {
            x = attentions[i].forward(pass, x);
        }
    }
    if (upsampler) {
        pass.checkStop();
        x = upsampler->forward(pass.backend(), x, skips.back().size(2), skips.back().size(3));
    }
    return x;
}

} // namespace gesso::inference
