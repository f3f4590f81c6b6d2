// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/adjust_weight.h"

#include "core/prompt/comments.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/prompt_text.h"
#include "core/prompt/weight_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace gesso {
namespace {

constexpr double kLeast = 0.;
constexpr double kGreatest = 10.;
constexpr std::string_view kBetweenWords = " \t\n\r\f\v.,/!?%^*;:{}=`~()[]<>|\"\\";

/// What has a weight: the form, and the text in it.
struct Weighted {
    TextRange whole, text;
    double weight = 1.;
};

double changed(double weight, double delta)
{
    const double sum = std::clamp(weight + delta, std::min(weight, kLeast), std::max(weight, kGreatest));
    return std::round(sum * 100.) / 100.;
}

std::string shown(double weight)
{
    std::array<char, 64> digits{};
    char* end = std::to_chars(digits.begin(), digits.end(), weight + 0., std::chars_format::fixed, 2).ptr;
    std::string text(digits.begin(), end);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

/// The round brackets of a prompt that something closes.
std::vector<Weighted> bracketsOf(std::string_view text)
{
    std::vector<TextRange> hidden = findComments(text);
    for (const LoraTagText& tag : findLoraTags(text)) {
        hidden.push_back(tag.range);
    }
    const std::vector<WeightToken> tokens = weightTokens(blanked(text, hidden), PromptGrammar::A1111);
    std::vector<Weighted> brackets;
    for (const WeightToken& token : tokens) {
        if (token.kind == WeightToken::Kind::Close && token.bracket == '(') {
            const TextRange open = tokens[token.partner].range;
            brackets.push_back({{open.begin, token.range.end}, {open.end, token.range.begin}, token.number});
        }
    }
    return brackets;
}

std::optional<Weighted> bracketOf(std::string_view text, TextRange selection)
{
    const std::vector<Weighted> brackets = bracketsOf(text);
    const auto found = std::find_if(brackets.begin(), brackets.end(), [&](const Weighted& bracket) {
        return bracket.whole == selection || bracket.text == selection;
    });
    return found == brackets.end() ? std::nullopt : std::optional(*found);
}

/// The innermost bracket with a weight that the cursor is in: the first one that closes behind it.
std::optional<Weighted> bracketAround(std::string_view text, std::size_t cursor)
{
    for (const Weighted& bracket : bracketsOf(text)) {
        const bool saysWeight = text[bracket.text.end] == ':';
        if (saysWeight && bracket.whole.begin < cursor && cursor < bracket.whole.end) {
            return bracket;
        }
    }
    return std::nullopt;
}

/// The weights of a LoRA tag, each changed by so much: "0.8", "te=1:unet=0.5". Nothing where one is no number.
std::optional<std::string> changedWeights(std::string_view weights, double delta)
{
    std::string result;
    for (std::size_t at = 0; at <= weights.size();) {
        const std::size_t end = std::min(weights.find(':', at), weights.size());
        const std::string_view part = weights.substr(at, end - at);
        const std::size_t number = part.find('=') + 1; // 0 where there is no name
        const auto weight = weights.empty() ? std::optional(1.) : promptNumber(part.substr(number));
        if (!weight) {
            return std::nullopt;
        }
        result.append(":").append(part.substr(0, number)).append(shown(changed(*weight, delta)));
        at = end + 1;
    }
    return result;
}

std::optional<PromptChange> adjustedLora(std::string_view text, std::size_t cursor, double delta)
{
    for (const LoraTagText& tag : findLoraTags(text)) {
        if (cursor <= tag.range.begin || cursor >= tag.range.end) {
            continue;
        }
        const auto weights = changedWeights(tag.weight.of(text), delta);
        if (!weights) {
            return std::nullopt;
        }
        std::string result(text.substr(0, tag.name.end));
        result += *weights;
        result += text.substr(tag.range.end - 1);
        return PromptChange{std::move(result), tag.name};
    }
    return std::nullopt;
}

TextRange wordAt(std::string_view text, std::size_t cursor)
{
    const std::size_t before = cursor == 0 ? std::string_view::npos : text.find_last_of(kBetweenWords, cursor - 1);
    return {before + 1, std::min(text.find_first_of(kBetweenWords, cursor), text.size())};
}

PromptChange rewritten(std::string_view text, const Weighted& part, double weight)
{
    const std::string_view inner = part.text.of(text);
    PromptChange change{std::string(text.substr(0, part.whole.begin)), {}};
    const std::string number = shown(weight);
    const bool isPlain = number == "1";
    change.text += isPlain ? "" : "(";
    change.selection = {change.text.size(), change.text.size() + inner.size()};
    change.text += inner;
    if (!isPlain) {
        change.text.append(":").append(number).append(")");
    }
    change.text += text.substr(part.whole.end);
    return change;
}

TextRange within(std::string_view text, TextRange selection)
{
    const auto border = [text](std::size_t at) {
        at = std::min(at, text.size());
        while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
            --at;
        }
        return at;
    };
    const std::size_t begin = border(std::min(selection.begin, selection.end));
    return {begin, std::max(begin, border(std::max(selection.begin, selection.end)))};
}

} // namespace

PromptChange adjustWeight(std::string_view text, TextRange selection, double delta)
{
    selection = within(text, selection);
    std::optional<Weighted> part;
    if (selection.size() == 0) {
        part = bracketAround(text, selection.begin);
        if (!part) {
            if (auto lora = adjustedLora(text, selection.begin, delta)) {
                return std::move(*lora);
            }
            selection = wordAt(text, selection.begin);
        }
    }
    selection = trimmed(text, selection);
    if (!part) {
        part = bracketOf(text, selection);
    }
    if (!part && selection.size() == 0) {
        return {std::string(text), selection};
    }
    const Weighted wanted = part.value_or(Weighted{selection, selection, 1.});
    return rewritten(text, wanted, changed(wanted.weight, delta));
}

} // namespace gesso
