// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/models/unet_config.h"
#include "inference/nn/timestep_embedding.h"
#include "inference/nn/unet_blocks.h"

namespace gesso::inference {

/// UNet2DConditionModel of diffusers: what it finds in noisy latents at a timestep, given a text.
///
/// It computes in the dtype of its weights and answers in that of the sample. Immutable, may be shared by threads.
class UNet2DConditionModel {
public:
    /// Throws EngineError(ModelDamaged) when the weights are not exactly those of the config.
    UNet2DConditionModel(const UNetConfig& config, const WeightLoader& weights);

    [[nodiscard]] const UNetConfig& config() const noexcept { return m_config; }

    /// Keys and values of every cross-attention for text embeddings [K*B, N, contextWidth]. Once per prompt.
    /// `guidance` is for networks that are told it, which others leave unused.
    [[nodiscard]] TextContext prepareContext(const at::Tensor& embeddings, double guidance = 1.) const;

    /// sample [B, Cin, h, w] and a context of K*B rows -> [K*B, Cout, h, w].
    ///
    /// K is 2 for guidance, whose halves see the same sample: row k*B + b is sample b under text k*B + b. What comes
    /// before the first cross-attention is the same for all K and computed once; the result is that of a sample
    /// repeated K times. Throws Cancelled within one block of a stop.
    [[nodiscard]] at::Tensor forward(const at::Tensor& sample, double timestep, const TextContext& context,
                                     const std::stop_token& stop) const;

private:
    /// On the weights' device, in their dtype.
    [[nodiscard]] at::Tensor enter(const at::Tensor& x) const;
    void checkInput(const at::Tensor& sample, const TextContext& context) const;
    [[nodiscard]] at::Tensor embedTimestep(double timestep, double guidance) const;

    UNetConfig m_config;
    const Backend& m_backend;
    at::ScalarType m_dtype;
    Conv2d conv_in;
    TimestepEmbedding time_embedding;
    std::vector<UNetDownBlock> down_blocks;
    UNetMidBlock mid_block;
    std::vector<UNetUpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
};

} // namespace gesso::inference
