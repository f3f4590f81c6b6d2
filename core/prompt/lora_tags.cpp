// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/lora_tags.h"

#include "core/base/utf8.h"
#include "core/generation/validate.h"
#include "core/prompt/prompt_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace gesso {
namespace {

constexpr std::array<std::string_view, 2> kLoraWords{"lora", "lyco"};

/// "<word:...>" as it stands in a prompt.
struct Tag {
    TextRange range, word, inside;
};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSame(std::string_view word, std::string_view lowerCase)
{
    return std::equal(word.begin(), word.end(), lowerCase.begin(), lowerCase.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

bool isLora(std::string_view text, const Tag& tag)
{
    return std::ranges::any_of(kLoraWords, [&](std::string_view word) { return isSame(tag.word.of(text), word); });
}

/// All tags, whatever their word.
std::vector<Tag> findTags(std::string_view text)
{
    std::vector<Tag> tags;
    for (std::size_t at = 0; (at = text.find_first_of("<\\", at)) != std::string_view::npos;) {
        const std::size_t begin = at;
        at += text[begin] == '\\' ? 2 : 1;
        if (text[begin] == '\\' || at == text.size() || !isLetter(text[at])) {
            continue;
        }
        std::size_t colon = at;
        while (colon < text.size() &&
               (isLetter(text[colon]) || text[colon] == '_' || (text[colon] >= '0' && text[colon] <= '9'))) {
            ++colon;
        }
        const TextRange word{at, colon};
        at = colon;
        if (colon == text.size() || text[colon] != ':') {
            continue;
        }
        const std::size_t end = text.find_first_of("<>", colon);
        if (end == std::string_view::npos) {
            break;
        }
        at = end;
        if (text[end] == '>') {
            tags.push_back({{begin, end + 1}, word, {colon + 1, end}});
            at = end + 1;
        }
    }
    return tags;
}

std::string quoted(std::string_view text, TextRange range)
{
    constexpr std::size_t kShown = 80;
    const std::string_view whole = range.of(text);
    const std::string_view shown = utf8Prefix(whole, kShown);
    return "'" + std::string(shown) + (shown.size() < whole.size() ? "...'" : "'");
}

/// The weights that stand in a tag behind its name.
struct TagWeights {
    using Pair = std::array<std::optional<double>, 2>; ///< of the text encoder, of the UNet

    Pair byPlace, byName;

    [[nodiscard]] double textEncoder() const { return byName[0].value_or(byPlace[0].value_or(1.)); }
    [[nodiscard]] double unet() const { return byName[1].value_or(byPlace[1].value_or(textEncoder())); }
};

/// False where a part of them is not understood.
bool read(std::string_view text, TagWeights& weights)
{
    constexpr std::array<std::string_view, 2> kNames{"te=", "unet="};
    std::size_t place = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        std::string_view part = text.substr(at, end - at);
        part = trimmed(part, {0, part.size()}).of(part);
        const bool isFirst = at == 0;
        at = end + 1;
        if (part.empty() && isFirst) {
            ++place;
            continue;
        }
        const auto name = std::ranges::find_if(kNames, [&](std::string_view key) { return part.starts_with(key); });
        const bool isNamed = name != kNames.end();
        const std::size_t which = isNamed ? static_cast<std::size_t>(name - kNames.begin()) : place++;
        TagWeights::Pair& pair = isNamed ? weights.byName : weights.byPlace;
        part.remove_prefix(isNamed ? name->size() : 0);
        if (which >= pair.size() || pair[which] || !(pair[which] = promptNumber(part))) {
            return false;
        }
    }
    return true;
}

Result<LoraTag> read(std::string_view text, const LoraTagText& tag)
{
    LoraTag lora{std::string(tag.name.of(text)), 1.};
    TagWeights weights;
    const bool isRead = read(tag.weight.of(text), weights);
    constexpr double kMost = RequestLimits::kMaxLoraWeight;
    if (!isRead || std::abs(weights.textEncoder()) > kMost || std::abs(weights.unet()) > kMost) {
        return fail(ErrorCode::InvalidRequest,
                    "The LoRA tag " + quoted(text, tag.range) + " has the weight " + quoted(text, tag.weight) +
                        ": write a number from -10 to 10 behind the name, as in <lora:" + lora.name +
                        ":0.8>, or one for the text encoder and one for the UNet, as in <lora:" + lora.name +
                        ":0.8:0.5>.");
    }
    lora.weight = weights.textEncoder();
    if (weights.unet() != lora.weight) {
        lora.unetWeight = weights.unet();
    }
    return lora;
}

} // namespace

std::vector<LoraTagText> findLoraTags(std::string_view text)
{
    std::vector<LoraTagText> loras;
    for (const Tag& tag : findTags(text)) {
        const std::size_t colon = std::min(tag.inside.of(text).find(':'), tag.inside.size()) + tag.inside.begin;
        const TextRange name = trimmed(text, {tag.inside.begin, colon});
        if (isLora(text, tag) && name.size() > 0) {
            const std::size_t end = tag.inside.end;
            loras.push_back({tag.range, name, colon < end ? TextRange{colon + 1, end} : TextRange{colon, colon}});
        }
    }
    return loras;
}

std::vector<TextRange> findForeignTags(std::string_view text)
{
    std::vector<TextRange> foreign;
    for (const Tag& tag : findTags(text)) {
        if (!isLora(text, tag)) {
            foreign.push_back(tag.range);
        }
    }
    return foreign;
}

Result<> checkForeignTags(std::string_view text)
{
    const std::vector<TextRange> foreign = findForeignTags(text);
    if (foreign.empty()) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest,
                "The prompt has the tag " + quoted(text, foreign.front()) +
                    ", which this version does not know: take it out, or write a backslash before it (\\<) where it is "
                    "meant as text.");
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
    if (const Result<> known = checkForeignTags(text); !known) {
        return tl::unexpected(known.error());
    }
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
