// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/autoencoder_kl.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

namespace gesso::inference {

VaeEncoder::VaeEncoder(const VaeConfig& config, const WeightLoader& weights)
    : conv_in(weights.scope("conv_in").conv2d(config.inChannels, config.blockOutChannels.front(), 3, 1, 1)),
      mid_block(weights.scope("mid_block"), config.blockOutChannels.back(), config.groups, config.midAttention),
      conv_norm_out(vaeGroupNorm(weights.scope("conv_norm_out"), config.blockOutChannels.back(), config.groups)),
      conv_out(weights.scope("conv_out").conv2d(config.blockOutChannels.back(), 2 * config.latentChannels, 3, 1, 1))
{
    const std::vector<std::int64_t>& channels = config.blockOutChannels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const VaeLevelShape shape{.in = channels[i == 0 ? 0 : i - 1],
                                  .out = channels[i],
                                  .layers = config.layersPerBlock,
                                  .groups = config.groups,
                                  .last = i + 1 == channels.size()};
        down_blocks.emplace_back(weights.scope("down_blocks", static_cast<std::int64_t>(i)), shape);
    }
}

at::Tensor VaeEncoder::forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const
{
    x = backend.conv2d(x, conv_in);
    for (const VaeDownBlock& block : down_blocks) {
        x = block.forward(backend, std::move(x), stop);
    }
    x = mid_block.forward(backend, std::move(x), stop);
    return backend.conv2d(backend.groupNorm(x, conv_norm_out, Activation::Silu), conv_out);
}

VaeDecoder::VaeDecoder(const VaeConfig& config, const WeightLoader& weights)
    : conv_in(weights.scope("conv_in").conv2d(config.latentChannels, config.blockOutChannels.back(), 3, 1, 1)),
      mid_block(weights.scope("mid_block"), config.blockOutChannels.back(), config.groups, config.midAttention),
      conv_norm_out(vaeGroupNorm(weights.scope("conv_norm_out"), config.blockOutChannels.front(), config.groups)),
      conv_out(weights.scope("conv_out").conv2d(config.blockOutChannels.front(), config.outChannels, 3, 1, 1))
{
    const std::vector<std::int64_t> channels(config.blockOutChannels.rbegin(), config.blockOutChannels.rend());
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const VaeLevelShape shape{.in = channels[i == 0 ? 0 : i - 1],
                                  .out = channels[i],
                                  .layers = config.layersPerBlock + 1,
                                  .groups = config.groups,
                                  .last = i + 1 == channels.size()};
        up_blocks.emplace_back(weights.scope("up_blocks", static_cast<std::int64_t>(i)), shape);
    }
}

at::Tensor VaeDecoder::forward(const Backend& backend, at::Tensor x, const std::stop_token& stop) const
{
    x = mid_block.forward(backend, backend.conv2d(x, conv_in), stop);
    for (const VaeUpBlock& block : up_blocks) {
        x = block.forward(backend, std::move(x), stop);
    }
    return backend.conv2d(backend.groupNorm(x, conv_norm_out, Activation::Silu), conv_out);
}

AutoencoderKL::AutoencoderKL(const VaeConfig& config, const WeightLoader& weights)
    : m_config(config), m_backend(weights.backend()), m_dtype(weights.dtype()),
      encoder(config, weights.scope("encoder")), decoder(config, weights.scope("decoder"))
{
    const std::int64_t moments = 2 * config.latentChannels;
    if (config.quantConv) {
        quant_conv = weights.scope("quant_conv").conv2d(moments, moments, 1);
    }
    if (config.postQuantConv) {
        post_quant_conv = weights.scope("post_quant_conv").conv2d(config.latentChannels, config.latentChannels, 1);
    }
    weights.finish("VAE");
}

at::Tensor AutoencoderKL::enter(const at::Tensor& x, std::int64_t channels) const
{
    if (x.dim() != 4 || x.size(1) != channels) {
        throw EngineError(ErrorCode::Internal, "the model's VAE takes " + std::to_string(channels) +
                                                   " channels here, not " + std::to_string(x.size(1)));
    }
    const at::Device device = encoder.conv_norm_out.weight.device();
    return x.to(device, m_dtype).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor AutoencoderKL::encodeMoments(const at::Tensor& picture, const std::stop_token& stop) const
{
    const at::Tensor x = encoder.forward(m_backend, enter(picture, m_config.inChannels), stop);
    const at::Tensor moments = quant_conv ? m_backend.conv2d(x, *quant_conv) : x;
    return moments.to(picture.scalar_type());
}

at::Tensor AutoencoderKL::decode(const at::Tensor& latents, const std::stop_token& stop) const
{
    const at::Tensor x = enter(latents, m_config.latentChannels);
    const at::Tensor picture =
        decoder.forward(m_backend, post_quant_conv ? m_backend.conv2d(x, *post_quant_conv) : x, stop);
    return picture.to(latents.scalar_type());
}

} // namespace gesso::inference
