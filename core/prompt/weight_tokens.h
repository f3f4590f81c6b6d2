// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/grammar.h"
#include "core/prompt/text_range.h"

#include <limits>
#include <string_view>
#include <vector>

namespace gesso {

/// A sign of the weight grammar, or the text between two of them.
struct WeightToken {
    enum class Kind : std::uint8_t {
        Text,
        Escape, ///< a backslash and what it makes text: nothing where it stands at the end
        Break,  ///< the word BREAK and the blanks around it
        Open,   ///< "(" or "["
        Close,  ///< ")", ":1.3)" or "]"
    };
    static constexpr std::size_t kNoPartner = std::numeric_limits<std::size_t>::max();

    Kind kind = Kind::Text;
    TextRange range;
    char bracket = '\0';              ///< of Open and Close, the opening one: '(' or '['
    bool hasNumber = false;           ///< of Open and Close: the closing one says a weight
    double number = 1.;               ///< that weight; 1.1 or 1/1.1 where none is said
    std::size_t partner = kNoPartner; ///< of Open and Close: the place of the other; an Open may have none
};

/// The tokens of a prompt, which cover all of it in order. What has no meaning is Text.
[[nodiscard]] std::vector<WeightToken> weightTokens(std::string_view text, PromptGrammar grammar);

} // namespace gesso
