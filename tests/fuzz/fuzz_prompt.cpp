// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a prompt of the weighted syntax. The first byte chooses seed, grammar and steps.
#include "core/prompt/adjust_weight.h"
#include "core/prompt/choices.h"
#include "core/prompt/prompt.h"
#include "core/prompt/prompt_spans.h"
#include "core/prompt/weights.h"
#include "core/prompt/wildcards.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace gesso;

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

void checkWeights(std::string_view text, PromptGrammar grammar)
{
    const WeightedPrompt prompt = parseWeights(text, grammar);
    require(!prompt.empty());
    for (const auto& section : prompt) {
        std::size_t at = 0;
        for (const WeightedText& piece : section) {
            require(!piece.text.empty() && std::abs(piece.weight) <= kGreatestPromptWeight);
            require(piece.range.begin >= at && piece.range.end <= text.size());
            require(piece.text.size() <= piece.range.size());
            at = piece.range.end;
        }
    }
}

void checkSpans(std::string_view text, PromptGrammar grammar)
{
    std::size_t at = 0;
    for (const PromptSpan& span : promptSpans(text, grammar)) {
        require(span.range.begin == at && span.range.size() > 0 && std::isfinite(span.weight));
        at = span.range.end;
    }
    require(at == text.size());
}

void checkResolved(std::string_view text, const PromptPurpose& purpose)
{
    const auto resolved = resolvePrompt(text, purpose);
    if (!resolved) {
        require(!resolved.error().message.empty());
        return;
    }
    require(!resolved->parts.empty());
    for (const PromptPart& part : resolved->parts) {
        require(part.schedule.ofStep.size() == static_cast<std::size_t>(purpose.steps.count));
        for (const std::size_t place : part.schedule.ofStep) {
            require(place < part.schedule.texts.size());
        }
        checkWeights(part.schedule.texts.front(), purpose.grammar);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const PromptGrammar grammar = (data[0] & 1U) != 0 ? PromptGrammar::Comfy : PromptGrammar::A1111;
    const int steps = 1 + (data[0] >> 3U);
    checkWeights(text, grammar);
    checkSpans(text, grammar);
    checkResolved(text, {data[0], {steps, (data[0] & 2U) != 0 ? steps : 0}, grammar, (data[0] & 4U) != 0});

    // An option is one, whatever it holds.
    const std::string option = "{" + asOption(text) + "|x}";
    const auto choices = findChoices(option);
    if (!choices.empty() && choices[0].range.begin == 0) {
        require(choices[0].range.end == option.size() && choices[0].options.size() == 2);
    }
    const auto known = [](std::string_view) { return std::optional(std::vector<std::string>{"a|b", "[c"}); };
    require(withWildcards(text, known).has_value() || size > 1000);

    const PromptChange change = adjustWeight(text, {size / 3, size / 2}, kPromptWeightStep);
    require(change.selection.begin <= change.selection.end && change.selection.end <= change.text.size());
    return 0;
}
