// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/clip_text_config.h"

#include "inference/models/config_reader.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace gesso::inference {

namespace {

constexpr Bounds<std::int64_t> kWidth{1, 16384};
constexpr std::string_view kQuickGelu = "quick_gelu";
constexpr std::string_view kActivations[] = {kQuickGelu, "gelu"};
constexpr std::string_view kModelTypes[] = {"clip_text_model", "clip"};

} // namespace

ClipTextConfig ClipTextConfig::fromJson(const nlohmann::json& json)
{
    const ConfigReader config(json, "text encoder");
    static_cast<void>(config.text("model_type", kModelTypes[0], kModelTypes));
    ClipTextConfig clip;
    clip.vocabulary = config.integer("vocab_size", 49408, {1, 1'000'000});
    clip.positions = config.integer("max_position_embeddings", 77, {1, 65536});
    clip.width = config.integer("hidden_size", 512, kWidth);
    clip.mlpWidth = config.integer("intermediate_size", 2048, {1, 65536});
    clip.layers = config.integer("num_hidden_layers", 12, {1, 128});
    clip.heads = config.integer("num_attention_heads", 8, {1, 512});
    if (clip.width % clip.heads != 0) {
        config.refuse("hidden_size", "it must be a multiple of num_attention_heads, " + std::to_string(clip.heads));
    }
    const bool quick = config.text("hidden_act", kQuickGelu, kActivations) == kQuickGelu;
    clip.activation = quick ? Activation::QuickGelu : Activation::Gelu;
    clip.eps = config.real("layer_norm_eps", 1e-5, {1e-12, 1.});
    return clip;
}

} // namespace gesso::inference
