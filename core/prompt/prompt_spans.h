// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/grammar.h"
#include "core/prompt/text_range.h"

#include <string_view>
#include <vector>

namespace gesso {

/// What a run of a typed prompt is.
enum class PromptSpanKind : std::uint8_t {
    Text,     ///< reaches the model, with its weight
    Syntax,   ///< brackets, weights, bars, the step of an edit
    Keyword,  ///< BREAK, AND
    Comment,  ///< from "#" to the end of the line
    LoraTag,  ///< <lora:name:0.8>
    Wildcard, ///< __name__
};

/// A run of bytes of a typed prompt.
struct PromptSpan {
    TextRange range;
    double weight = 1.; ///< of Text and Wildcard; 1 for all else
    PromptSpanKind kind = PromptSpanKind::Text;

    friend bool operator==(const PromptSpan&, const PromptSpan&) = default;
};

/// What to colour a prompt by while it is typed, half-typed forms included: spans that cover all of it in order, none
/// empty, neighbours different. Of choices, alternations and edits all texts are shown, each with the weight that the
/// brackets around give it. Takes time in proportion to the text.
[[nodiscard]] std::vector<PromptSpan> promptSpans(std::string_view text, PromptGrammar grammar);

} // namespace gesso
