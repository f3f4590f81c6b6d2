// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Choices hold choices so many deep; the braces of those that hold more are text.
inline constexpr int kMostNestedChoices = 10;

/// A choice "{a|b}" of a prompt.
struct PromptChoice {
    TextRange range;                ///< braces included
    std::vector<TextRange> options; ///< at least two; may be empty, and hold other choices
};

/// The choices of a prompt in the order of their "{". Braces without "|" are text, so are those that nothing closes,
/// and "\{", "\}", "\|". A "|" between square brackets within the braces is not the choice's but an alternation's.
[[nodiscard]] std::vector<PromptChoice> findChoices(std::string_view text);

/// The text with each choice decided, its option without blanks at its ends. The n-th "{" of a choice in the text takes
/// the n-th number of SplitMix(seed), whether its option is then used or not: the same seed chooses the same.
[[nodiscard]] std::string withChoicesMade(std::string_view text, std::uint64_t seed);

/// A backslash before every "|" that stands in no bracket of its own and before every brace and square bracket without
/// its partner, so that the text can be an option of a choice.
[[nodiscard]] std::string asOption(std::string_view text);

} // namespace gesso
