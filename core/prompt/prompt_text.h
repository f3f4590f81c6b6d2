// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the parts of the prompt grammar share.
namespace gesso {

/// The blanks of ASCII.
inline constexpr std::string_view kPromptBlanks = " \t\n\r\f\v";

/// `range` without the blanks at its ends.
[[nodiscard]] TextRange trimmed(std::string_view text, TextRange range) noexcept;

/// The number that a text is, blanks around it allowed: an optional sign, digits with at most one dot (".5", "1.").
/// Nothing for anything else. Numbers too large for a double become the greatest one.
[[nodiscard]] std::optional<double> promptNumber(std::string_view text);

/// Whether the characters beside `range` let it stand as a word of its own: none of them is a letter, a number or "_".
[[nodiscard]] bool isWord(std::string_view text, TextRange range);

/// The next place of `word` at or after `from` where it stands as a word of its own; npos when there is none.
[[nodiscard]] std::size_t findWord(std::string_view text, std::string_view word, std::size_t from);

/// A range of a text, and the part of it that stays.
struct Substitution {
    TextRange whole, kept;
};

/// The text with each range replaced by the part of it that stays. They are in the order of their beginnings and either
/// nest or lie apart; those within a part that stays are replaced, too.
[[nodiscard]] std::string substituted(std::string_view text, const std::vector<Substitution>& substitutions);

/// The text with blanks in place of these ranges, so that all else stays where it is.
[[nodiscard]] std::string blanked(std::string_view text, const std::vector<TextRange>& ranges);

} // namespace gesso
