// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/weights.h"

#include "core/prompt/weight_tokens.h"

#include <algorithm>

namespace gesso {
namespace {

using TokenKind = WeightToken::Kind;

/// The products of the factors of open brackets. Round and square brackets need not nest in each other, so each kind
/// has a stack of its own.
class OpenFactors {
public:
    explicit OpenFactors(PromptGrammar grammar) : m_grammar(grammar) {}

    void open(const WeightToken& token)
    {
        std::vector<double>& products = stackOf(token);
        const bool sets = m_grammar == PromptGrammar::Comfy && token.hasNumber;
        products.push_back(limited(sets ? token.number : products.back() * token.number));
    }

    void close(const WeightToken& token) { stackOf(token).pop_back(); }

    [[nodiscard]] double weight() const { return limited(m_round.back() * m_square.back()); }

private:
    static double limited(double weight) { return std::clamp(weight, -kGreatestPromptWeight, kGreatestPromptWeight); }
    std::vector<double>& stackOf(const WeightToken& token) { return token.bracket == '(' ? m_round : m_square; }

    PromptGrammar m_grammar;
    std::vector<double> m_round{1.}, m_square{1.};
};

} // namespace

std::vector<WeightRun> weightRuns(std::string_view text, PromptGrammar grammar)
{
    std::vector<WeightRun> runs;
    OpenFactors factors(grammar);
    for (const WeightToken& token : weightTokens(text, grammar)) {
        switch (token.kind) {
        case TokenKind::Open:
            factors.open(token);
            break;
        case TokenKind::Close:
            factors.close(token);
            break;
        case TokenKind::Text:
        case TokenKind::Break:
            runs.push_back({token.range, factors.weight(), token.range, token.kind == TokenKind::Break});
            break;
        case TokenKind::Escape:
            runs.push_back({token.range, factors.weight(), {token.range.begin + 1, token.range.end}, false});
            break;
        }
    }
    return runs;
}

WeightedPrompt parseWeights(std::string_view text, PromptGrammar grammar)
{
    WeightedPrompt sections(1);
    for (const WeightRun& run : weightRuns(text, grammar)) {
        std::vector<WeightedText>& section = sections.back();
        if (run.isBreak) {
            sections.emplace_back();
        } else if (!section.empty() && section.back().weight == run.weight) {
            section.back().text += run.shown.of(text);
            section.back().range.end = run.range.end;
        } else if (run.shown.size() > 0) {
            section.push_back({std::string(run.shown.of(text)), run.weight, run.range});
        }
    }
    return sections;
}

} // namespace gesso
