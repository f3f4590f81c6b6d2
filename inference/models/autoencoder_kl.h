// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/models/vae_config.h"
#include "inference/nn/vae_blocks.h"

namespace gesso::inference {

/// The encoder of an AutoencoderKL.
struct VaeEncoder {
    VaeEncoder(const VaeConfig& config, const WeightLoader& weights);
    [[nodiscard]] at::Tensor forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const;

    Conv2d conv_in;
    std::vector<VaeDownBlock> down_blocks;
    VaeMidBlock mid_block;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
};

/// The decoder of an AutoencoderKL.
struct VaeDecoder {
    VaeDecoder(const VaeConfig& config, const WeightLoader& weights);
    [[nodiscard]] at::Tensor forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const;

    Conv2d conv_in;
    VaeMidBlock mid_block;
    std::vector<VaeUpBlock> up_blocks;
    GroupNorm conv_norm_out;
    Conv2d conv_out;
};

/// AutoencoderKL of diffusers: pictures to latents and back.
///
/// It computes in the dtype of its weights and answers in that of its input. Immutable, may be shared by threads.
class AutoencoderKL {
public:
    /// Throws EngineError(ModelDamaged) when the weights are not exactly those of the config.
    AutoencoderKL(const VaeConfig& config, const WeightLoader& weights);

    [[nodiscard]] const VaeConfig& config() const noexcept { return m_config; }

    /// picture [B, 3, H, W] in -1..1 -> mean and log variance [B, 2*latentChannels, h, w] of the latents before
    /// scaling: see Posterior. Throws Cancelled within one block of a stop.
    [[nodiscard]] at::Tensor encodeMoments(const at::Tensor& picture, const std::stop_token& stop) const;
    /// latents [B, latentChannels, h, w], already divided by the scaling factor -> picture [B, 3, H, W], about -1..1.
    [[nodiscard]] at::Tensor decode(const at::Tensor& latents, const std::stop_token& stop) const;

private:
    /// The input on the right device, in the weights' dtype and channels-last memory.
    [[nodiscard]] at::Tensor enter(const at::Tensor& x, std::int64_t channels) const;

    VaeConfig m_config;
    const Backend& m_backend;
    at::ScalarType m_dtype;
    VaeEncoder encoder;
    VaeDecoder decoder;
    std::optional<Conv2d> quant_conv;
    std::optional<Conv2d> post_quant_conv;
};

} // namespace gesso::inference
