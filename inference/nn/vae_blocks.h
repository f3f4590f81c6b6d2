// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/nn/attention.h"
#include "inference/nn/resnet_block.h"
#include "inference/nn/sampling.h"

#include <stop_token>

namespace gesso::inference {

/// What fixes the weights of one level of a VAE, at one resolution.
struct VaeLevelShape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t layers = 2;
    std::int64_t groups = 32;
    bool last = false; ///< the last level changes the resolution no more
};

/// DownEncoderBlock2D of diffusers.
struct VaeDownBlock {
    VaeDownBlock(const WeightLoader& weights, const VaeLevelShape& shape);
    [[nodiscard]] at::Tensor forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const;

    std::vector<ResnetBlock> resnets;
    std::optional<Downsample> downsampler;
};

/// UpDecoderBlock2D of diffusers.
struct VaeUpBlock {
    VaeUpBlock(const WeightLoader& weights, const VaeLevelShape& shape);
    [[nodiscard]] at::Tensor forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const;

    std::vector<ResnetBlock> resnets;
    std::optional<Upsample> upsampler;
};

/// The attention in the middle of a VAE: one head over all pixels, plus a shortcut.
struct VaeAttention {
    VaeAttention(const WeightLoader& weights, std::int64_t channels, std::int64_t groups);
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x) const;

    GroupNorm group_norm;
    SelfAttention attention;
};

/// UNetMidBlock2D of diffusers: resnet, attention (where `hasAttention`), resnet.
struct VaeMidBlock {
    VaeMidBlock(const WeightLoader& weights, std::int64_t channels, std::int64_t groups, bool hasAttention);
    [[nodiscard]] at::Tensor forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const;

    ResnetBlock first;
    std::optional<VaeAttention> attention;
    ResnetBlock second;
};

/// GroupNorm of a VAE, whose eps is 1e-6 throughout.
[[nodiscard]] GroupNorm vaeGroupNorm(const WeightLoader& weights, std::int64_t channels, std::int64_t groups);

} // namespace gesso::inference
