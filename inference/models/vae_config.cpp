// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/vae_config.h"

#include "inference/models/config_reader.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace gesso::inference {

namespace {

constexpr Bounds<std::int64_t> kVaeChannels{1, 8192};
constexpr std::string_view kVaeActivations[] = {"silu", "swish"};
constexpr std::string_view kEncoderBlocks[] = {"DownEncoderBlock2D"};
constexpr std::string_view kDecoderBlocks[] = {"UpDecoderBlock2D"};

void refuseUnsupported(const ConfigReader& config, std::size_t levels)
{
    config.expect("_class_name", "AutoencoderKL");
    for (const std::string_view part : {"shift_factor", "latents_mean", "latents_std"}) {
        config.expect(part, nullptr);
    }
    static_cast<void>(config.text("act_fn", "silu", kVaeActivations));
    // There is one kind of block each way: what counts is that none is another, and that they are as many as levels.
    const std::vector<std::string> down(1, std::string(kEncoderBlocks[0]));
    const std::vector<std::string> up(1, std::string(kDecoderBlocks[0]));
    static_cast<void>(config.textPerLevel("down_block_types", down, levels, kEncoderBlocks));
    static_cast<void>(config.textPerLevel("up_block_types", up, levels, kDecoderBlocks));
}

} // namespace

VaeConfig VaeConfig::fromJson(const nlohmann::json& json)
{
    const ConfigReader config(json, "VAE");
    VaeConfig vae;
    vae.inChannels = config.integer("in_channels", 3, kVaeChannels);
    vae.outChannels = config.integer("out_channels", 3, kVaeChannels);
    vae.latentChannels = config.integer("latent_channels", 4, kVaeChannels);
    vae.blockOutChannels = config.integers("block_out_channels", {64}, kVaeChannels);
    refuseUnsupported(config, vae.blockOutChannels.size());
    vae.layersPerBlock = config.integer("layers_per_block", 1, {1, 32});
    vae.groups = config.integer("norm_num_groups", 32, kVaeChannels);
    for (const std::int64_t channels : vae.blockOutChannels) {
        if (channels % vae.groups != 0) {
            config.refuse("block_out_channels",
                          "each must be a multiple of norm_num_groups, " + std::to_string(vae.groups));
        }
    }
    vae.midAttention = config.boolean("mid_block_add_attention", true);
    vae.quantConv = config.boolean("use_quant_conv", true);
    vae.postQuantConv = config.boolean("use_post_quant_conv", true);
    vae.scalingFactor = config.real("scaling_factor", 0.18215, {1e-6, 1e6});
    vae.sampleSize = config.integer("sample_size", 32, {1, 65536});
    return vae;
}

} // namespace gesso::inference
