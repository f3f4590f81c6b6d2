// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/editing.h"

#include "core/prompt/prompt_text.h"

#include <algorithm>
#include <map>
#include <set>

namespace gesso {
namespace {

/// Reads brackets, ":" and "|" once from left to right. Where brackets do not fit each other, none that is open there
/// can become whole.
class EditReader {
public:
    explicit EditReader(std::string_view text) : m_text(text)
    {
        for (std::size_t at = 0; at < text.size(); ++at) {
            switch (text[at]) {
            case '\\':
                ++at;
                break;
            case '(':
            case '[':
                m_open.push_back({at, m_signs.size()});
                break;
            case ')':
            case ']':
                close(at);
                break;
            case ':':
            case '|':
                m_signs.push_back(at);
                break;
            default:
                break;
            }
        }
        std::sort(edits.begin(), edits.end(),
                  [](const PromptEdit& a, const PromptEdit& b) { return a.range.begin < b.range.begin; });
    }

    std::vector<PromptEdit> edits;

private:
    struct Open {
        std::size_t at;
        std::size_t signs; ///< how many there were before it
    };

    void close(std::size_t at)
    {
        if (m_open.empty() || m_text[m_open.back().at] != (m_text[at] == ')' ? '(' : '[')) {
            m_open.clear();
            m_signs.clear();
            return;
        }
        if (m_text[at] == ']') {
            readSquare({m_open.back().at, at + 1}, m_open.back().signs);
        }
        m_signs.resize(m_open.back().signs);
        m_open.pop_back();
    }

    void readSquare(TextRange range, std::size_t firstSign)
    {
        const auto first = m_signs.begin() + static_cast<std::ptrdiff_t>(firstSign);
        const auto colons = std::count_if(first, m_signs.end(), [this](std::size_t at) { return m_text[at] == ':'; });
        const auto signs = m_signs.end() - first;
        PromptEdit edit;
        edit.range = range;
        edit.alternates = signs > 0 && colons == 0;
        std::size_t begin = range.begin + 1;
        for (auto sign = first; sign != m_signs.end(); ++sign) {
            edit.texts.push_back({begin, *sign});
            begin = *sign + 1;
        }
        const TextRange last{begin, range.end - 1};
        if (edit.alternates) {
            edit.texts.push_back(last);
        } else if (colons == signs && (signs == 1 || signs == 2) && promptNumber(last.of(m_text))) {
            edit.when = last;
            if (signs == 1) {
                edit.texts.insert(edit.texts.begin(), {range.begin + 1, range.begin + 1});
            }
        } else {
            return;
        }
        edits.push_back(std::move(edit));
    }

    const std::string_view m_text;
    std::vector<Open> m_open;
    std::vector<std::size_t> m_signs; ///< those of the brackets that are open, outermost first
};

/// The last step of the text before; 0 where there is none.
int lastStepBefore(std::string_view when, PromptSteps steps)
{
    const double number = *promptNumber(when);
    const bool isFraction = when.find('.') != std::string_view::npos;
    const double step =
        isFraction ? (number - (steps.firstPass > 0 ? 1. : 0.)) * steps.count : number - steps.firstPass;
    return static_cast<int>(std::clamp(step, 0., static_cast<double>(steps.count)));
}

/// What tells a step's text from another's.
class StepKeys {
public:
    StepKeys(const std::vector<PromptEdit>& edits, const std::vector<int>& lastBefore, int steps)
    {
        for (std::size_t i = 0; i < edits.size(); ++i) {
            if (edits[i].alternates) {
                m_cycles.insert(std::min(edits[i].texts.size(), static_cast<std::size_t>(steps)));
            } else {
                m_changes.insert(lastBefore[i]);
            }
        }
    }

    [[nodiscard]] std::vector<std::size_t> of(int step) const
    {
        std::vector<std::size_t> key;
        key.push_back(static_cast<std::size_t>(std::distance(m_changes.begin(), m_changes.lower_bound(step))));
        for (const std::size_t cycle : m_cycles) {
            key.push_back(static_cast<std::size_t>(step - 1) % cycle);
        }
        return key;
    }

private:
    std::set<int> m_changes;
    std::set<std::size_t> m_cycles;
};

std::string textAtStep(std::string_view text, const std::vector<PromptEdit>& edits, const std::vector<int>& lastBefore,
                       int step)
{
    std::vector<Substitution> decided;
    decided.reserve(edits.size());
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const std::vector<TextRange>& texts = edits[i].texts;
        const std::size_t turn = static_cast<std::size_t>(step - 1) % texts.size();
        const std::size_t place = edits[i].alternates ? turn : (step <= lastBefore[i] ? 0 : 1);
        decided.push_back({edits[i].range, texts[place]});
    }
    return substituted(text, decided);
}

} // namespace

std::vector<PromptEdit> findEdits(std::string_view text)
{
    return EditReader(text).edits;
}

Result<PromptSchedule> scheduled(std::string_view text, PromptSteps steps)
{
    const std::vector<PromptEdit> edits = findEdits(text);
    std::vector<int> lastBefore; // of each edit; of an alternation without meaning
    lastBefore.reserve(edits.size());
    for (const PromptEdit& edit : edits) {
        lastBefore.push_back(edit.alternates ? 0 : lastStepBefore(edit.when.of(text), steps));
    }
    const StepKeys keys(edits, lastBefore, steps.count);
    std::map<std::vector<std::size_t>, std::size_t> known;
    std::map<std::string, std::size_t> places;
    PromptSchedule schedule;
    for (int step = 1; step <= steps.count; ++step) {
        const auto [entry, isNew] = known.try_emplace(keys.of(step), 0);
        if (isNew) {
            if (known.size() > 1 && known.size() * text.size() > kMostScheduledBytes) {
                return fail(ErrorCode::InvalidRequest,
                            "The prompt has " + std::to_string(text.size()) + " bytes and is different in more than " +
                                std::to_string(known.size() - 1) + " of its " + std::to_string(steps.count) +
                                " steps: shorten it, or take out some of its [a|b] or [from:to:when].");
            }
            std::string made = textAtStep(text, edits, lastBefore, step);
            const auto [place, isNewText] = places.try_emplace(made, schedule.texts.size());
            entry->second = place->second;
            if (isNewText) {
                schedule.texts.push_back(std::move(made));
            }
        }
        schedule.ofStep.push_back(entry->second);
    }
    return schedule;
}

} // namespace gesso
