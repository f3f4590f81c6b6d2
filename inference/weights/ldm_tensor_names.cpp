// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/ldm_tensor_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace gesso::inference {
namespace {

using Renaming = std::pair<std::string_view, std::string_view>;

constexpr std::array<Renaming, 5> kUnetOutside{{
    {"input_blocks.0.0.", "conv_in."},
    {"out.0.", "conv_norm_out."},
    {"out.2.", "conv_out."},
    {"time_embed.0.", "time_embedding.linear_1."},
    {"time_embed.2.", "time_embedding.linear_2."},
}};
constexpr std::array<Renaming, 6> kInResnet{{
    {"in_layers.0.", "norm1."},
    {"in_layers.2.", "conv1."},
    {"emb_layers.1.", "time_emb_proj."},
    {"out_layers.0.", "norm2."},
    {"out_layers.3.", "conv2."},
    {"skip_connection.", "conv_shortcut."},
}};
constexpr std::array<Renaming, 8> kInVaeMiddle{{
    {"mid.block_1.", "mid_block.resnets.0."},
    {"mid.block_2.", "mid_block.resnets.1."},
    {"mid.attn_1.norm.", "mid_block.attentions.0.group_norm."},
    {"mid.attn_1.q.", "mid_block.attentions.0.to_q."},
    {"mid.attn_1.k.", "mid_block.attentions.0.to_k."},
    {"mid.attn_1.v.", "mid_block.attentions.0.to_v."},
    {"mid.attn_1.proj_out.", "mid_block.attentions.0.to_out.0."},
    {"norm_out.", "conv_norm_out."},
}};
constexpr std::array<Renaming, 2> kTextEmbeddings{{
    {"positional_embedding", "text_model.embeddings.position_embedding.weight"},
    {"token_embedding.weight", "text_model.embeddings.token_embedding.weight"},
}};
constexpr std::array<Renaming, 5> kInTextLayer{{
    {"ln_1.", "layer_norm1."},
    {"ln_2.", "layer_norm2."},
    {"mlp.c_fc.", "mlp.fc1."},
    {"mlp.c_proj.", "mlp.fc2."},
    {"attn.", "self_attn."},
}};

/// The name with its beginning replaced by the first entry that fits.
std::optional<std::string> replaced(std::span<const Renaming> table, std::string_view name)
{
    for (const auto& [from, to] : table) {
        if (name.starts_with(from)) {
            return std::string(to).append(name.substr(from.size()));
        }
    }
    return std::nullopt;
}

/// Takes "12." from the beginning of a name.
std::optional<int> takeNumber(std::string_view& name)
{
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const auto digits = static_cast<std::size_t>(end - name.data());
    constexpr int kMax = 1'000'000;
    if (error != std::errc() || number < 0 || number > kMax || digits >= name.size() || name[digits] != '.') {
        return std::nullopt;
    }
    name.remove_prefix(digits + 1);
    return number;
}

bool take(std::string_view& name, std::string_view beginning)
{
    if (!name.starts_with(beginning)) {
        return false;
    }
    name.remove_prefix(beginning.size());
    return true;
}

std::string place(std::string_view side, int block, std::string_view kind, int layer)
{
    return std::string(side) + "." + std::to_string(block) + "." + std::string(kind) + "." + std::to_string(layer) +
           ".";
}

/// A resnet's layers, or an attention's, whose names are the same.
std::string inner(std::string_view rest, bool isResnet)
{
    return isResnet ? replaced(kInResnet, rest).value_or(std::string(rest)) : std::string(rest);
}

std::optional<std::string> inputBlock(std::string_view rest, int perBlock)
{
    const std::optional<int> index = takeNumber(rest);
    const std::optional<int> part = index ? takeNumber(rest) : std::nullopt;
    if (!part || *index == 0) {
        return std::nullopt;
    }
    const int block = (*index - 1) / perBlock;
    if (take(rest, "op.")) {
        return "down_blocks." + std::to_string(block) + ".downsamplers.0.conv." + std::string(rest);
    }
    const bool isResnet = *part == 0;
    return place("down_blocks", block, isResnet ? "resnets" : "attentions", (*index - 1) % perBlock) +
           inner(rest, isResnet);
}

std::optional<std::string> middleBlock(std::string_view rest)
{
    const std::optional<int> part = takeNumber(rest);
    if (!part || *part > 2) {
        return std::nullopt;
    }
    const bool isResnet = *part != 1;
    return std::string(isResnet ? "mid_block.resnets." : "mid_block.attentions.") + std::to_string(*part / 2) + "." +
           inner(rest, isResnet);
}

std::optional<std::string> outputBlock(std::string_view rest, int perBlock)
{
    const std::optional<int> index = takeNumber(rest);
    const std::optional<int> part = index ? takeNumber(rest) : std::nullopt;
    if (!part) {
        return std::nullopt;
    }
    const int block = *index / perBlock;
    if (*part > 0 && take(rest, "conv.")) {
        return "up_blocks." + std::to_string(block) + ".upsamplers.0.conv." + std::string(rest);
    }
    const bool isResnet = *part == 0;
    return place("up_blocks", block, isResnet ? "resnets" : "attentions", *index % perBlock) + inner(rest, isResnet);
}

/// "down.1.block.0.nin_shortcut.weight", "up.2.upsample.conv.bias".
std::optional<std::string> vaeLevel(std::string_view name, int levels)
{
    const bool isDown = take(name, "down.");
    if (!isDown && !take(name, "up.")) {
        return std::nullopt;
    }
    const std::optional<int> level = takeNumber(name);
    if (!level) {
        return std::nullopt;
    }
    const int block = isDown ? *level : levels - 1 - *level;
    const std::string_view side = isDown ? "down_blocks" : "up_blocks";
    if (take(name, isDown ? "downsample." : "upsample.")) {
        return place(side, block, isDown ? "downsamplers" : "upsamplers", 0) + std::string(name);
    }
    const std::optional<int> layer = take(name, "block.") ? takeNumber(name) : std::nullopt;
    if (!layer) {
        return std::nullopt;
    }
    const std::string rest = take(name, "nin_shortcut.") ? "conv_shortcut." + std::string(name) : std::string(name);
    return place(side, block, "resnets", *layer) + rest;
}

} // namespace

LdmUnetNames::LdmUnetNames(const std::map<std::string, std::string>& tensors)
{
    std::optional<int> first;
    int last = 0;
    for (const auto& [name, stored] : tensors) {
        std::string_view rest = name;
        const std::optional<int> index = take(rest, "input_blocks.") ? takeNumber(rest) : std::nullopt;
        if (!index) {
            continue;
        }
        last = std::max(last, *index);
        if (rest.starts_with("0.op.")) {
            first = std::min(first.value_or(*index), *index);
        }
    }
    m_perBlock = std::max(1, first.value_or(last + 1));
}

std::string LdmUnetNames::of(std::string_view name) const
{
    std::optional<std::string> known = replaced(kUnetOutside, name);
    std::string_view rest = name;
    if (!known && take(rest, "input_blocks.")) {
        known = inputBlock(rest, m_perBlock);
    } else if (!known && take(rest, "middle_block.")) {
        known = middleBlock(rest);
    } else if (!known && take(rest, "output_blocks.")) {
        known = outputBlock(rest, m_perBlock);
    }
    return known.value_or(std::string(name));
}

LdmVaeNames::LdmVaeNames(const std::map<std::string, std::string>& tensors)
{
    for (const auto& [name, stored] : tensors) {
        std::string_view rest = name;
        if (take(rest, "decoder.up.")) {
            m_levels = std::max(m_levels, takeNumber(rest).value_or(0) + 1);
        }
    }
}

std::string LdmVaeNames::of(std::string_view name) const
{
    for (const std::string_view side : {"encoder.", "decoder."}) {
        std::string_view rest = name;
        if (take(rest, side)) {
            std::optional<std::string> known = replaced(kInVaeMiddle, rest);
            known = known ? known : vaeLevel(rest, m_levels);
            return std::string(side) + known.value_or(std::string(rest));
        }
    }
    return std::string(name);
}

std::string openClipName(std::string_view name, std::int64_t layers)
{
    if (const std::optional<std::string> embedding = replaced(kTextEmbeddings, name)) {
        return *embedding;
    }
    if (take(name, "ln_final.")) {
        return "text_model.final_layer_norm." + std::string(name);
    }
    if (!take(name, "transformer.resblocks.")) {
        return {};
    }
    const std::optional<int> layer = takeNumber(name);
    if (!layer || *layer >= layers) {
        return {};
    }
    return "text_model.encoder.layers." + std::to_string(*layer) + "." +
           replaced(kInTextLayer, name).value_or(std::string(name));
}

} // namespace gesso::inference
