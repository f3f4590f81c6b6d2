// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/vae_blocks.h"

#include "inference/base/engine_error.h"
#include "inference/nn/batch.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

constexpr double kEps = 1e-6;

std::vector<ResnetBlock> levelResnets(const WeightLoader& weights, const VaeLevelShape& shape)
{
    std::vector<ResnetBlock> resnets;
    for (std::int64_t i = 0; i < shape.layers; ++i) {
        const ResnetShape resnet{
            .in = i == 0 ? shape.in : shape.out, .out = shape.out, .groups = shape.groups, .eps = kEps};
        resnets.emplace_back(weights.scope("resnets", i), resnet);
    }
    return resnets;
}

at::Tensor runResnets(const Backend& backend, const std::vector<ResnetBlock>& resnets, at::Tensor x,
                      const std::stop_token& stop)
{
    for (const ResnetBlock& resnet : resnets) {
        checkStop(stop);
        x = resnet.forward(backend, x);
    }
    checkStop(stop);
    return x;
}

} // namespace

GroupNorm vaeGroupNorm(const WeightLoader& weights, std::int64_t channels, std::int64_t groups)
{
    return weights.groupNorm(channels, groups, kEps);
}

VaeDownBlock::VaeDownBlock(const WeightLoader& weights, const VaeLevelShape& shape)
    : resnets(levelResnets(weights, shape))
{
    if (!shape.last) {
        downsampler.emplace(weights.scope("downsamplers", 0), shape.out, 0);
    }
}

at::Tensor VaeDownBlock::forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const
{
    x = runResnets(backend, resnets, std::move(x), stop);
    return downsampler ? downsampler->forward(backend, x) : x;
}

VaeUpBlock::VaeUpBlock(const WeightLoader& weights, const VaeLevelShape& shape) : resnets(levelResnets(weights, shape))
{
    if (!shape.last) {
        upsampler.emplace(weights.scope("upsamplers", 0), shape.out);
    }
}

at::Tensor VaeUpBlock::forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const
{
    x = runResnets(backend, resnets, std::move(x), stop);
    return upsampler ? upsampler->forward(backend, x, 2 * x.size(2), 2 * x.size(3)) : x;
}

VaeAttention::VaeAttention(const WeightLoader& weights, std::int64_t channels, std::int64_t groups)
    : group_norm(vaeGroupNorm(weights.scope("group_norm"), channels, groups)),
      attention(weights, {.channels = channels, .heads = 1, .projectionBias = true})
{
}

at::Tensor VaeAttention::forward(const Backend& backend, const at::Tensor& x) const
{
    const at::Tensor normed = pictureToTokens(backend.groupNorm(x, group_norm));
    return tokensToPicture(attention.forward(backend, normed, pictureToTokens(x)), x.size(2), x.size(3));
}

VaeMidBlock::VaeMidBlock(const WeightLoader& weights, std::int64_t channels, std::int64_t groups, bool hasAttention)
    : first(weights.scope("resnets", 0), {.in = channels, .out = channels, .groups = groups, .eps = kEps}),
      second(weights.scope("resnets", 1), {.in = channels, .out = channels, .groups = groups, .eps = kEps})
{
    if (hasAttention) {
        attention.emplace(weights.scope("attentions", 0), channels, groups);
    }
}

at::Tensor VaeMidBlock::forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const
{
    checkStop(stop);
    x = first.forward(backend, x);
    if (attention) {
        checkStop(stop);
        x = attention->forward(backend, x);
    }
    checkStop(stop);
    return second.forward(backend, x);
}

} // namespace gesso::inference
