// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/nn/resnet_block.h"
#include "inference/nn/sampling.h"
#include "inference/nn/transformer.h"

namespace gesso::inference {

/// What fixes the weights of one block of a UNet, at one resolution.
struct UNetBlockShape {
    std::int64_t in = 0;   ///< channels of what comes in from the block before
    std::int64_t out = 0;  ///< channels of this level
    std::int64_t skip = 0; ///< up blocks: channels of the last skip, which comes from the next finer level
    std::int64_t layers = 2;
    std::int64_t timeWidth = 0;
    double eps = 1e-5;
    std::int64_t downsamplePadding = 1;
    bool attention = true; ///< CrossAttnDownBlock2D rather than DownBlock2D
    bool last = false;     ///< the last block changes the resolution no more
    TransformerShape transformer;
};

/// What the down blocks leave for the up blocks, last first. Its tensors may be fewer rows than the hidden state: they
/// were computed before the guidance halves part, and are repeated where they are used.
using SkipStack = std::vector<at::Tensor>;

/// DownBlock2D and CrossAttnDownBlock2D of diffusers.
struct UNetDownBlock {
    UNetDownBlock(const WeightLoader& weights, const UNetBlockShape& shape);

    void prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const;
    /// Pushes the result of each layer, and of the downsampler, onto `skips`.
    [[nodiscard]] at::Tensor forward(UNetPass& pass, at::Tensor x, SkipStack& skips) const;

    std::vector<ResnetBlock> resnets;
    std::vector<Transformer> attentions; ///< empty, or one after each resnet
    std::optional<Downsample> downsampler;
};

/// UNetMidBlock2DCrossAttn of diffusers: resnet, transformer, resnet.
struct UNetMidBlock {
    UNetMidBlock(const WeightLoader& weights, const UNetBlockShape& shape);

    void prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const;
    [[nodiscard]] at::Tensor forward(UNetPass& pass, at::Tensor x) const;

    ResnetBlock first;
    Transformer attention;
    ResnetBlock second;
};

/// UpBlock2D and CrossAttnUpBlock2D of diffusers.
struct UNetUpBlock {
    UNetUpBlock(const WeightLoader& weights, const UNetBlockShape& shape);

    void prepareContext(const Backend& backend, const at::Tensor& embeddings, TextContext& context) const;
    /// Pops one skip per layer and upsamples to the size of the next one, which may be odd.
    [[nodiscard]] at::Tensor forward(UNetPass& pass, at::Tensor x, SkipStack& skips) const;

    std::vector<ResnetBlock> resnets;
    std::vector<Transformer> attentions; ///< empty, or one after each resnet
    std::optional<Upsample> upsampler;
};

} // namespace gesso::inference
