// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// What stands between several options that are taken where the choice does not say.
inline constexpr std::string_view kUsualSeparator = ", ";

/// Choices hold choices so many deep; the braces of those that hold more are text.
inline constexpr int kMostNestedChoices = 10;

/// A choice "{a|b}" of a prompt, with what Dynamic Prompts (sd-dynamic-prompts, docs/SYNTAX.md) has for it: weights of
/// the options, "{0.3::a|b}", and how many are taken, "{2$$a|b|c}", "{1-2$$ and $$a|b|c}".
struct PromptChoice {
    TextRange range;                ///< braces included
    std::vector<TextRange> options; ///< at least one, without their weights; may be empty, and hold other choices
    std::vector<double> weights;    ///< of each option, 0 or more; 1 where none stands there
    bool takesSeveral = false;      ///< has "$$"
    std::size_t least = 1;          ///< options that are taken, each once; no more than there are
    std::size_t most = 1;
    std::string separator; ///< between them
};

/// The choices of a prompt in the order of their "{". Braces without "|", "::" and "$$" are text, so are those that
/// nothing closes, and "\{", "\}", "\|". A "|" between square brackets within the braces is not the choice's but an
/// alternation's. Where the only option is itself a choice, as in "{2$${a|b|c}}", its options are this one's.
[[nodiscard]] std::vector<PromptChoice> findChoices(std::string_view text);

/// The text with each choice decided, its options without blanks at their ends. The n-th "{" of a choice in the text
/// takes the n-th number of SplitMix(seed), whether its option is then used or not: the same seed chooses the same.
/// Where several are taken, that number is the seed of their own SplitMix.
[[nodiscard]] std::string withChoicesMade(std::string_view text, std::uint64_t seed);

/// A backslash before every "|" that stands in no bracket of its own, before every brace and square bracket without its
/// partner and before "$$", so that the text can be an option of a choice. Its "0.3::" stays a weight.
[[nodiscard]] std::string asOption(std::string_view text);

} // namespace gesso
