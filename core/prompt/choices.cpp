// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/choices.h"

#include "core/prompt/prompt_text.h"
#include "core/prompt/split_mix.h"

#include <algorithm>

namespace gesso {
namespace {

/// Reads braces, square brackets and "|" once from left to right, in time in proportion to the text.
class ChoiceReader {
public:
    explicit ChoiceReader(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size(); ++at) {
            switch (text[at]) {
            case '\\':
                endsInBackslash = ++at == text.size();
                break;
            case '{':
            case '[':
                m_openBraces += text[at] == '{' ? 1 : 0;
                m_open.push_back({at, text[at], m_bars.size(), 0});
                break;
            case '|':
                m_bars.push_back(at);
                break;
            case '}':
                closeBrace(at);
                break;
            case ']':
                closeSquare(at);
                break;
            default:
                break;
            }
        }
        while (!m_open.empty()) {
            dropLast();
        }
        std::sort(choices.begin(), choices.end(),
                  [](const PromptChoice& a, const PromptChoice& b) { return a.range.begin < b.range.begin; });
        lone.insert(lone.end(), m_bars.begin(), m_bars.end());
        std::sort(lone.begin(), lone.end());
    }

    std::vector<PromptChoice> choices;
    std::vector<std::size_t> lone; ///< brackets without a partner, and "|" outside of all brackets
    bool endsInBackslash = false;  ///< that escapes nothing

private:
    struct Open {
        std::size_t at;
        char bracket;
        std::size_t bars;  ///< how many there were before it
        int choicesWithin; ///< how deep they nest
    };

    /// A bracket that nothing closes is text; what it holds belongs to what is around it.
    void dropLast()
    {
        lone.push_back(m_open.back().at);
        closeLast(m_open.back().choicesWithin);
    }

    void closeLast(int choicesWithin)
    {
        m_open.pop_back();
        if (!m_open.empty()) {
            m_open.back().choicesWithin = std::max(m_open.back().choicesWithin, choicesWithin);
        }
    }

    void closeSquare(std::size_t at)
    {
        if (m_open.empty() || m_open.back().bracket != '[') {
            lone.push_back(at);
            return;
        }
        m_bars.resize(m_open.back().bars);
        closeLast(m_open.back().choicesWithin);
    }

    void closeBrace(std::size_t at)
    {
        if (m_openBraces == 0) {
            lone.push_back(at);
            return;
        }
        --m_openBraces;
        while (m_open.back().bracket != '{') {
            dropLast();
        }
        const Open open = m_open.back();
        const bool isChoice = m_bars.size() > open.bars && open.choicesWithin < kMostNestedChoices;
        if (isChoice) {
            add({open.at, at + 1}, open.bars);
        }
        m_bars.resize(open.bars);
        closeLast(open.choicesWithin + (isChoice ? 1 : 0));
    }

    void add(TextRange range, std::size_t firstBar)
    {
        PromptChoice choice{range, {}};
        std::size_t begin = range.begin + 1;
        for (std::size_t i = firstBar; i < m_bars.size(); ++i) {
            choice.options.push_back({begin, m_bars[i]});
            begin = m_bars[i] + 1;
        }
        choice.options.push_back({begin, range.end - 1});
        choices.push_back(std::move(choice));
    }

    std::size_t m_openBraces = 0;
    std::vector<Open> m_open;
    std::vector<std::size_t> m_bars; ///< those of the brackets that are open, outermost first
};

} // namespace

std::vector<PromptChoice> findChoices(std::string_view text)
{
    return ChoiceReader(text).choices;
}

std::string withChoicesMade(std::string_view text, std::uint64_t seed)
{
    SplitMix numbers(seed);
    std::vector<Substitution> made;
    for (const PromptChoice& choice : findChoices(text)) {
        made.push_back({choice.range, trimmed(text, choice.options[numbers.below(choice.options.size())])});
    }
    return substituted(text, made);
}

std::string asOption(std::string_view text)
{
    std::string result;
    std::size_t done = 0;
    const ChoiceReader reader(text);
    for (const std::size_t at : reader.lone) {
        result.append(text.substr(done, at - done)).append("\\");
        done = at;
    }
    result += text.substr(done);
    if (reader.endsInBackslash) {
        result.pop_back(); // it would escape what follows
    }
    return result;
}

} // namespace gesso
