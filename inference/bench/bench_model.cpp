// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/bench_model.h"

#include "inference/base/engine_error.h"
#include "inference/bench/synthetic_weights.h"
#include "inference/weights/model_files.h"

#include <string>
#include <vector>

namespace gesso::inference {

namespace {

constexpr std::uint64_t kTextSeed = 1;
constexpr std::uint64_t kUnetSeed = 2;
constexpr std::uint64_t kVaeSeed = 3;

/// What tells the families apart; the rest is the same for all Stable Diffusion 1 and 2 models.
struct Family {
    std::string_view name;
    int textWidth, textLayers, textHeads;
    std::string_view textActivation;
    std::vector<int> unetChannels, unetHeads;
    std::vector<int> vaeChannels;
    int groups, vocabulary;
};

const Family& familyOf(std::string_view name)
{
    static const std::vector<Family> families{
        {"sd15", 768, 12, 12, "quick_gelu", {320, 640, 1280, 1280}, {8, 8, 8, 8}, {128, 256, 512, 512}, 32, 49408},
        {"sd21", 1024, 23, 16, "gelu", {320, 640, 1280, 1280}, {5, 10, 20, 20}, {128, 256, 512, 512}, 32, 49408},
        {"tiny", 64, 2, 4, "quick_gelu", {32, 64, 64, 64}, {4, 4, 4, 4}, {16, 32, 32, 32}, 8, 100}};
    for (const Family& family : families) {
        if (family.name == name) {
            return family;
        }
    }
    throw EngineError(ErrorCode::InvalidRequest,
                      "synthetic model '" + std::string(name) + "' is not known: use sd15, sd21 or tiny");
}

nlohmann::json textConfigOf(const Family& family)
{
    return {{"vocab_size", family.vocabulary},
            {"hidden_size", family.textWidth},
            {"intermediate_size", 4 * family.textWidth},
            {"num_hidden_layers", family.textLayers},
            {"num_attention_heads", family.textHeads},
            {"hidden_act", family.textActivation},
            {"max_position_embeddings", 77}};
}

nlohmann::json unetConfigOf(const Family& family)
{
    return {
        {"in_channels", 4},
        {"out_channels", 4},
        {"block_out_channels", family.unetChannels},
        {"down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"}},
        {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}},
        {"layers_per_block", 2},
        {"attention_head_dim", family.unetHeads},
        {"cross_attention_dim", family.textWidth},
        {"norm_num_groups", family.groups}};
}

nlohmann::json vaeConfigOf(const Family& family)
{
    const std::vector<std::string> down(family.vaeChannels.size(), "DownEncoderBlock2D");
    const std::vector<std::string> up(family.vaeChannels.size(), "UpDecoderBlock2D");
    return {{"block_out_channels", family.vaeChannels},
            {"down_block_types", down},
            {"up_block_types", up},
            {"layers_per_block", 2},
            {"latent_channels", 4},
            {"norm_num_groups", family.groups}};
}

} // namespace

BenchModel BenchModel::open(const std::filesystem::path& path)
{
    const ModelFiles folder = ModelFiles::open(path);
    return {.textConfig = folder.textEncoderConfig(),
            .unetConfig = folder.unetConfig(),
            .vaeConfig = folder.vaeConfig(),
            .schedulerConfig = folder.schedulerConfig(),
            .text = folder.textEncoderWeights(),
            .unet = folder.unetWeights(),
            .vae = folder.vaeWeights()};
}

BenchModel BenchModel::synthetic(std::string_view name)
{
    const Family& family = familyOf(name);
    return {.textConfig = textConfigOf(family),
            .unetConfig = unetConfigOf(family),
            .vaeConfig = vaeConfigOf(family),
            .schedulerConfig = {{"_class_name", "DDIMScheduler"},
                                {"beta_schedule", "scaled_linear"},
                                {"beta_start", 0.00085},
                                {"beta_end", 0.012},
                                {"set_alpha_to_one", false},
                                {"steps_offset", 1}},
            .text = std::make_shared<SyntheticWeights>(kTextSeed),
            .unet = std::make_shared<SyntheticWeights>(kUnetSeed),
            .vae = std::make_shared<SyntheticWeights>(kVaeSeed)};
}

} // namespace gesso::inference
