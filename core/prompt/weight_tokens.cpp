// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/weight_tokens.h"

#include "core/prompt/prompt_text.h"

#include <algorithm>

namespace gesso {
namespace {

using TokenKind = WeightToken::Kind;

constexpr double kRound = 1.1;
constexpr double kSquare = 1. / 1.1;
constexpr std::string_view kBreak = "BREAK";

/// Reads the tokens from left to right; every bracket waits on a stack of its own kind.
class WeightLexer {
public:
    WeightLexer(std::string_view text, PromptGrammar grammar) : m_text(text), m_grammar(grammar) {}

    std::vector<WeightToken> tokens()
    {
        const std::string_view signs = m_grammar == PromptGrammar::A1111 ? "\\()[]:" : "\\():";
        std::size_t at = 0;
        while (at < m_text.size()) {
            const std::size_t sign = std::min(m_text.find_first_of(signs, at), m_text.size());
            addText({at, sign});
            at = sign == m_text.size() ? sign : readSign(sign);
        }
        if (m_grammar == PromptGrammar::Comfy) {
            for (const std::size_t open : m_round) {
                m_tokens[open].kind = TokenKind::Text;
            }
        }
        return std::move(m_tokens);
    }

private:
    void add(TokenKind kind, TextRange range) { m_tokens.push_back({.kind = kind, .range = range}); }

    // Text with the word BREAK cut out of it.
    void addText(TextRange range)
    {
        while (range.size() > 0) {
            const std::size_t found = nextBreak(range);
            if (found >= range.end) {
                add(TokenKind::Text, range);
                return;
            }
            TextRange before{range.begin, found};
            before.end = std::max(m_text.find_last_not_of(kPromptBlanks, found - 1) + 1, range.begin);
            if (found == range.begin) {
                before.end = found;
            }
            const std::size_t after =
                std::min(m_text.find_first_not_of(kPromptBlanks, found + kBreak.size()), range.end);
            if (before.size() > 0) {
                add(TokenKind::Text, before);
            }
            add(TokenKind::Break, {before.end, after});
            range.begin = after;
        }
    }

    // The place of the next BREAK, remembered so that a text without one is searched once.
    std::size_t nextBreak(TextRange range)
    {
        if (!m_break || *m_break < range.begin) {
            m_break = std::min(findWord(m_text, kBreak, range.begin), m_text.size());
        }
        return *m_break;
    }

    // Returns where the text goes on.
    std::size_t readSign(std::size_t at)
    {
        switch (m_text[at]) {
        case '\\':
            return readEscape(at);
        case '(':
            open(at, '(', kRound, m_round);
            return at + 1;
        case '[':
            open(at, '[', kSquare, m_square);
            return at + 1;
        case ')':
            close({at, at + 1}, '(', m_round);
            return at + 1;
        case ']':
            close({at, at + 1}, '[', m_square);
            return at + 1;
        default:
            return readColon(at);
        }
    }

    std::size_t readEscape(std::size_t at)
    {
        const std::size_t end = std::min(at + 2, m_text.size());
        // What only a backslash in front makes special is one byte; any other character stays whole.
        const bool isSign = end == at + 2 && static_cast<unsigned char>(m_text[at + 1]) < 0x80U;
        add(TokenKind::Escape, {at, isSign ? end : at + 1});
        return isSign ? end : at + 1;
    }

    std::size_t readColon(std::size_t at)
    {
        const std::size_t number = m_text.find_first_not_of(kPromptBlanks, at + 1);
        const std::size_t behind = std::min(m_text.find_first_not_of("+-.0123456789", number), m_text.size());
        const std::size_t end = m_text.find_first_not_of(kPromptBlanks, behind);
        if (end != std::string_view::npos && m_text[end] == ')' && !m_round.empty()) {
            if (const auto weight = promptNumber(m_text.substr(at + 1, end - at - 1))) {
                WeightToken& open = m_tokens[m_round.back()];
                open.hasNumber = true;
                open.number = *weight;
                close({at, end + 1}, '(', m_round);
                return end + 1;
            }
        }
        add(TokenKind::Text, {at, at + 1});
        return at + 1;
    }

    void open(std::size_t at, char bracket, double factor, std::vector<std::size_t>& stack)
    {
        stack.push_back(m_tokens.size());
        m_tokens.push_back({.kind = TokenKind::Open, .range = {at, at + 1}, .bracket = bracket, .number = factor});
    }

    void close(TextRange range, char bracket, std::vector<std::size_t>& stack)
    {
        if (stack.empty()) {
            add(TokenKind::Text, range);
            return;
        }
        WeightToken& open = m_tokens[stack.back()];
        open.partner = m_tokens.size();
        WeightToken token = open;
        token.kind = TokenKind::Close;
        token.range = range;
        token.bracket = bracket;
        token.partner = stack.back();
        stack.pop_back();
        m_tokens.push_back(token);
    }

    const std::string_view m_text;
    const PromptGrammar m_grammar;
    std::vector<WeightToken> m_tokens;
    std::vector<std::size_t> m_round, m_square; ///< places of the brackets that are open
    std::optional<std::size_t> m_break;
};

} // namespace

std::vector<WeightToken> weightTokens(std::string_view text, PromptGrammar grammar)
{
    return WeightLexer(text, grammar).tokens();
}

} // namespace gesso
