// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/grammar.h"
#include "core/prompt/text_range.h"

#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Weights stay within -1000..1000, however deep the brackets.
inline constexpr double kGreatestPromptWeight = 1000.;

/// A piece of a prompt that has one weight.
struct WeightedText {
    std::string text; ///< without brackets and backslashes
    double weight = 1.;
    TextRange range; ///< the bytes it came from, with what brackets and backslashes are among them

    friend bool operator==(const WeightedText&, const WeightedText&) = default;
};

/// A prompt cut at each BREAK: at least one section. A section may be empty, and no piece is. Neighbours of a section
/// have different weights: as in A1111, "(un)(do)" is the one word "undo".
using WeightedPrompt = std::vector<std::vector<WeightedText>>;

/// Reads the weights of a prompt (grammar.h), whose comments, choices, tags and editing have been dealt with. No text
/// is an error; it takes time in proportion to the text, however deep its brackets.
[[nodiscard]] WeightedPrompt parseWeights(std::string_view text, PromptGrammar grammar);

/// A run of bytes that is text, and its weight: the pieces of parseWeights before neighbours are joined.
struct WeightRun {
    TextRange range; ///< a backslash before the character that it makes text included
    double weight = 1.;
    TextRange shown; ///< without that backslash
    bool isBreak = false;
};

[[nodiscard]] std::vector<WeightRun> weightRuns(std::string_view text, PromptGrammar grammar);

} // namespace gesso
