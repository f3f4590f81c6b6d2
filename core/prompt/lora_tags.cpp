// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/lora_tags.h"

#include "core/generation/validate.h"
#include "core/prompt/prompt_text.h"

#include <algorithm>
#include <cmath>

namespace gesso {
namespace {

constexpr std::string_view kStart = "<lora:";

bool startsTag(std::string_view text, std::size_t at)
{
    const std::string_view start = text.substr(at, kStart.size());
    return std::equal(start.begin(), start.end(), kStart.begin(), kStart.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

Result<LoraTag> read(std::string_view text, const LoraTagText& tag)
{
    LoraTag lora{std::string(tag.name.of(text)), 1.};
    if (tag.weight.size() == 0) {
        return lora;
    }
    const auto weight = promptNumber(tag.weight.of(text));
    if (!weight || std::abs(*weight) > RequestLimits::kMaxLoraWeight) {
        return fail(ErrorCode::InvalidRequest,
                    "The LoRA tag '" + std::string(tag.range.of(text)) + "' has the weight '" +
                        std::string(tag.weight.of(text)) +
                        "': write one number from -10 to 10 behind the name, as in <lora:" + lora.name + ":0.8>.");
    }
    lora.weight = *weight;
    return lora;
}

} // namespace

std::vector<LoraTagText> findLoraTags(std::string_view text)
{
    std::vector<LoraTagText> tags;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        const std::size_t begin = at++;
        if (!startsTag(text, begin)) {
            continue;
        }
        const TextRange inner{begin + kStart.size(), text.find_first_of("<>", begin + kStart.size())};
        if (inner.end == std::string_view::npos || text[inner.end] != '>') {
            continue;
        }
        const std::size_t colon = std::min(inner.of(text).find(':'), inner.size()) + inner.begin;
        const TextRange name = trimmed(text, {inner.begin, colon});
        if (name.size() > 0) {
            tags.push_back({{begin, inner.end + 1},
                            name,
                            colon < inner.end ? TextRange{colon + 1, inner.end} : TextRange{colon, colon}});
            at = inner.end + 1;
        }
    }
    return tags;
}

std::string withoutLoraTags(std::string_view text)
{
    std::vector<Substitution> removed;
    for (const LoraTagText& tag : findLoraTags(text)) {
        removed.push_back({tag.range, {tag.range.begin, tag.range.begin}});
    }
    return substituted(text, removed);
}

Result<PromptAndLoras> takeLoraTags(std::string_view text)
{
    PromptAndLoras result;
    for (const LoraTagText& tag : findLoraTags(text)) {
        const Result<LoraTag> lora = read(text, tag);
        if (!lora) {
            return tl::unexpected(lora.error());
        }
        result.loras.push_back(*lora);
    }
    result.text = withoutLoraTags(text);
    return result;
}

} // namespace gesso
