// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/unet_config.h"

#include "inference/models/config_reader.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace gesso::inference {

namespace {

constexpr Bounds<std::int64_t> kChannels{1, 8192};
constexpr Bounds<std::int64_t> kLayers{1, 32};
constexpr Bounds<std::int64_t> kHeads{1, 512};
constexpr Bounds<std::int64_t> kKernel{1, 15};
constexpr Bounds<std::int64_t> kSampleSize{1, 65536};
constexpr Bounds<std::int64_t> kGuidanceWidth{4, 8192}; // of two sines at least
constexpr std::string_view kPlainDown = "DownBlock2D";
constexpr std::string_view kCrossDown = "CrossAttnDownBlock2D";
constexpr std::string_view kPlainUp = "UpBlock2D";
constexpr std::string_view kCrossUp = "CrossAttnUpBlock2D";
constexpr std::string_view kDownBlocks[] = {kPlainDown, kCrossDown};
constexpr std::string_view kUpBlocks[] = {kPlainUp, kCrossUp};

/// Parts of diffusers' class that no Stable Diffusion 1 or 2 network has: each must stand at its default.
void refuseUnsupported(const ConfigReader& config)
{
    config.expect("_class_name", "UNet2DConditionModel");
    config.expect("mid_block_type", "UNetMidBlock2DCrossAttn");
    config.expect("resnet_time_scale_shift", "default");
    config.expect("time_embedding_type", "positional");
    config.expect("attention_type", "default");
    config.expect("mid_block_scale_factor", 1);
    config.expect("resnet_out_scale_factor", 1);
    for (const std::string_view flag : {"dual_cross_attention", "resnet_skip_time_act", "class_embeddings_concat"}) {
        config.expect(flag, false);
    }
    for (const std::string_view part :
         {"class_embed_type", "num_class_embeds", "addition_embed_type", "encoder_hid_dim", "encoder_hid_dim_type",
          "time_embedding_act_fn", "timestep_post_act", "cross_attention_norm",
          "reverse_transformer_layers_per_block"}) {
        config.expect(part, nullptr);
    }
    constexpr std::string_view kActivations[] = {"silu", "swish"};
    static_cast<void>(config.text("act_fn", "silu", kActivations));
}

/// `attention_head_dim` is the number of heads, a naming trap of diffusers; `num_attention_heads` says it openly.
std::vector<std::int64_t> headsPerLevel(const ConfigReader& config, std::size_t levels)
{
    const std::string_view field = config.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    return config.integerPerLevel(field, 8, levels, kHeads);
}

std::int64_t readContextWidth(const ConfigReader& config, std::size_t levels)
{
    const std::vector<std::int64_t> widths = config.integerPerLevel("cross_attention_dim", 1280, levels, kChannels);
    for (const std::int64_t width : widths) {
        if (width != widths.front()) {
            config.refuse("cross_attention_dim", "all levels must take a text of the same width");
        }
    }
    return widths.front();
}

std::vector<UNetLevel> readLevels(const ConfigReader& config)
{
    const auto channels = config.integers("block_out_channels", {320, 640, 1280, 1280}, kChannels);
    const std::size_t count = channels.size();
    // diffusers' defaults are four blocks each way: a network of another depth must name its own.
    const std::string crossDown(kCrossDown);
    const std::string crossUp(kCrossUp);
    const auto down = config.textPerLevel(
        "down_block_types", {crossDown, crossDown, crossDown, std::string(kPlainDown)}, count, kDownBlocks);
    const auto up =
        config.textPerLevel("up_block_types", {std::string(kPlainUp), crossUp, crossUp, crossUp}, count, kUpBlocks);
    const auto layers = config.integerPerLevel("layers_per_block", 2, count, kLayers);
    const auto heads = headsPerLevel(config, count);
    const auto depths = config.integerPerLevel("transformer_layers_per_block", 1, count, kLayers);
    const auto onlyCross = config.booleanPerLevel("only_cross_attention", false, count);
    std::vector<UNetLevel> levels(count);
    for (std::size_t i = 0; i < count; ++i) {
        levels[i] = {.channels = channels[i],
                     .layers = layers[i],
                     .heads = heads[i],
                     .transformerLayers = depths[i],
                     .downAttention = down[i] == kCrossDown,
                     .upAttention = up[count - 1 - i] == kCrossUp,
                     .onlyCrossAttention = onlyCross[i]};
    }
    return levels;
}

/// Sizes that must fit each other, so that no layer fails halfway through a picture.
void checkFit(const ConfigReader& config, const UNetConfig& unet)
{
    for (std::size_t i = 0; i < unet.levels.size(); ++i) {
        const UNetLevel& level = unet.levels[i];
        if (level.channels % unet.groups != 0) {
            config.refuse("block_out_channels",
                          "each must be a multiple of norm_num_groups, " + std::to_string(unet.groups));
        }
        // The mid block has the attention of the last level, whatever the kind of that level's own blocks.
        const bool attention = level.downAttention || level.upAttention || i + 1 == unet.levels.size();
        if (attention && level.channels % level.heads != 0) {
            config.refuse("block_out_channels", "level " + std::to_string(i) +
                                                    " must be a multiple of its number of attention heads, " +
                                                    std::to_string(level.heads));
        }
    }
    if (unet.levels.front().channels % 2 != 0 || unet.levels.front().channels == 2) {
        config.refuse("block_out_channels", "the first must be even and at least 4, for the sines of the timestep");
    }
    if (unet.guidanceWidth % 2 != 0) {
        config.refuse("time_cond_proj_dim", "it must be even, for the sines of the guidance");
    }
    if (unet.convInKernel % 2 == 0) {
        config.refuse("conv_in_kernel", "it must be odd");
    }
    if (unet.convOutKernel % 2 == 0) {
        config.refuse("conv_out_kernel", "it must be odd");
    }
}

std::optional<std::array<std::int64_t, 2>> readSampleSize(const ConfigReader& config)
{
    if (!config.has("sample_size")) {
        return std::nullopt;
    }
    const std::vector<std::int64_t> size = config.integerPerLevel("sample_size", 0, 2, kSampleSize);
    return std::array{size[0], size[1]};
}

} // namespace

UNetConfig UNetConfig::fromJson(const nlohmann::json& json)
{
    const ConfigReader config(json, "UNet");
    refuseUnsupported(config);
    UNetConfig unet;
    unet.inChannels = config.integer("in_channels", 4, kChannels);
    unet.outChannels = config.integer("out_channels", 4, kChannels);
    unet.levels = readLevels(config);
    unet.contextWidth = readContextWidth(config, unet.levels.size());
    unet.groups = config.integer("norm_num_groups", 32, kChannels);
    unet.eps = config.real("norm_eps", 1e-5, {1e-12, 1.});
    unet.downsamplePadding = config.integer("downsample_padding", 1, {0, 1});
    const std::int64_t timeWidth = 4 * unet.levels.front().channels;
    unet.timeWidth =
        config.has("time_embedding_dim") ? config.integer("time_embedding_dim", timeWidth, {1, 32768}) : timeWidth;
    unet.guidanceWidth = config.has("time_cond_proj_dim") ? config.integer("time_cond_proj_dim", 0, kGuidanceWidth) : 0;
    unet.flipSinToCos = config.boolean("flip_sin_to_cos", true);
    unet.freqShift = config.real("freq_shift", 0., {-1., 1.});
    unet.centerInput = config.boolean("center_input_sample", false);
    unet.convInKernel = config.integer("conv_in_kernel", 3, kKernel);
    unet.convOutKernel = config.integer("conv_out_kernel", 3, kKernel);
    unet.sampleSize = readSampleSize(config);
    checkFit(config, unet);
    return unet;
}

} // namespace gesso::inference
