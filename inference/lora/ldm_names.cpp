// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/ldm_names.h"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace gesso::inference {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOutside{{
    {"conv_in", "input_blocks.0.0"},
    {"conv_norm_out", "out.0"},
    {"conv_out", "out.2"},
    {"time_embedding.linear_1", "time_embed.0"},
    {"time_embedding.linear_2", "time_embed.2"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kInResnet{{
    {"norm1", "in_layers.0"},
    {"conv1", "in_layers.2"},
    {"time_emb_proj", "emb_layers.1"},
    {"norm2", "out_layers.0"},
    {"conv2", "out_layers.3"},
    {"conv_shortcut", "skip_connection"},
}};

template <std::size_t N> std::optional<std::string>
renamed(const std::array<std::pair<std::string_view, std::string_view>, N>& names, std::string_view name)
{
    for (const auto& [from, to] : names) {
        if (name == from) {
            return std::string(to);
        }
    }
    return std::nullopt;
}

/// "down_blocks.1.attentions.0.proj_in" taken apart.
struct Place {
    std::string_view side; ///< down_blocks, mid_block, up_blocks
    int block = 0;
    std::string_view kind; ///< resnets, attentions, downsamplers, upsamplers
    int index = 0;
    std::string_view rest;
};

std::string_view takeWord(std::string_view& text)
{
    const std::size_t dot = text.find('.');
    const std::string_view word = text.substr(0, dot);
    text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
    return word;
}

std::optional<int> takeNumber(std::string_view& text)
{
    const std::string_view word = takeWord(text);
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool isWhole = error == std::errc() && end == word.data() + word.size();
    return isWhole ? std::optional(number) : std::nullopt;
}

std::optional<Place> placeOf(std::string_view module)
{
    Place place;
    place.side = takeWord(module);
    if (place.side == "down_blocks" || place.side == "up_blocks") {
        const std::optional<int> block = takeNumber(module);
        if (!block) {
            return std::nullopt;
        }
        place.block = *block;
    } else if (place.side != "mid_block") {
        return std::nullopt;
    }
    place.kind = takeWord(module);
    const std::optional<int> index = takeNumber(module);
    if (!index) {
        return std::nullopt;
    }
    place.index = *index;
    place.rest = module;
    return place;
}

/// Name of one module; `layers` is the number of resnets in a down block.
class LdmNames {
public:
    explicit LdmNames(const std::set<std::string>& modules) : m_modules(modules)
    {
        while (has("down_blocks.0.resnets." + std::to_string(m_layers) + ".")) {
            ++m_layers;
        }
    }

    [[nodiscard]] std::optional<std::string> of(std::string_view module) const
    {
        if (std::optional<std::string> outside = renamed(kOutside, module)) {
            return outside;
        }
        const std::optional<Place> place = placeOf(module);
        return place ? of(*place) : std::nullopt;
    }

private:
    [[nodiscard]] bool has(const std::string& prefix) const
    {
        const auto found = m_modules.lower_bound(prefix);
        return found != m_modules.end() && found->starts_with(prefix);
    }

    [[nodiscard]] std::optional<std::string> of(const Place& place) const
    {
        if (place.kind == "downsamplers") {
            return "input_blocks." + std::to_string((place.block + 1) * (m_layers + 1)) + ".0.op";
        }
        if (place.kind == "upsamplers") {
            const bool behindAttention = has("up_blocks." + std::to_string(place.block) + ".attentions.");
            return "output_blocks." + std::to_string(place.block * (m_layers + 1) + m_layers) +
                   (behindAttention ? ".2.conv" : ".1.conv");
        }
        const bool isResnet = place.kind == "resnets";
        const std::optional<std::string> inner = isResnet ? renamed(kInResnet, place.rest) : std::string(place.rest);
        return inner ? std::optional(block(place, isResnet) + "." + *inner) : std::nullopt;
    }

    [[nodiscard]] std::string block(const Place& place, bool isResnet) const
    {
        if (place.side == "mid_block") {
            return "middle_block." + std::to_string(isResnet ? 2 * place.index : 1);
        }
        const bool isDown = place.side == "down_blocks";
        const int number = place.block * (m_layers + 1) + place.index + (isDown ? 1 : 0);
        return (isDown ? "input_blocks." : "output_blocks.") + std::to_string(number) + (isResnet ? ".0" : ".1");
    }

    const std::set<std::string>& m_modules;
    int m_layers = 0;
};

} // namespace

std::map<std::string, std::string> ldmUNetNames(const std::set<std::string>& modules)
{
    const LdmNames names(modules);
    std::map<std::string, std::string> result;
    for (const std::string& module : modules) {
        if (std::optional<std::string> name = names.of(module)) {
            result.emplace(module, std::move(*name));
        }
    }
    return result;
}

} // namespace gesso::inference
