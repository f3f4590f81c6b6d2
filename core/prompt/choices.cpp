// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/choices.h"

#include "core/prompt/prompt_text.h"
#include "core/prompt/split_mix.h"

#include <algorithm>
#include <optional>

namespace gesso {
namespace {

constexpr std::string_view kSeveral = "$$";
constexpr std::string_view kWeighted = "::";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kMostTaken = 100;     ///< by one choice
constexpr std::size_t kMostSeparator = 64;  ///< bytes; it is repeated
constexpr std::size_t kMostWeightText = 40; ///< bytes, blanks included

/// The digits at the start of a text, taken off it; nothing where there are none.
std::optional<std::size_t> takeCount(std::string_view& text)
{
    const std::size_t end = std::min(text.find_first_not_of(kDigits), text.size());
    if (end == 0) {
        return std::nullopt;
    }
    std::size_t count = 0;
    for (const char digit : text.substr(0, end)) {
        count = std::min(count * 10 + static_cast<std::size_t>(digit - '0'), kMostTaken);
    }
    text.remove_prefix(end);
    return count;
}

/// "2$$", "1-2$$", "-2$$", "1-$$", and a separator with "$$" behind it, at the start of a choice's inside; where what
/// is chosen from begins. `first` is the text up to the first "|" or bracket.
std::size_t readBounds(std::string_view first, PromptChoice& choice)
{
    std::string_view rest = first.substr(std::min(first.find_first_not_of(kPromptBlanks), first.size()));
    const std::optional<std::size_t> low = takeCount(rest);
    const bool isRange = rest.starts_with('-');
    rest.remove_prefix(isRange ? 1 : 0);
    const std::optional<std::size_t> high = isRange ? takeCount(rest) : low;
    rest.remove_prefix(std::min(rest.find_first_not_of(kPromptBlanks), rest.size()));
    if (!rest.starts_with(kSeveral) || (!low && !high)) {
        return 0;
    }
    rest.remove_prefix(kSeveral.size());
    choice.takesSeveral = true;
    choice.least = low.value_or(1);
    choice.most = std::max(high.value_or(kMostTaken), choice.least);
    choice.separator = kUsualSeparator;
    if (const std::size_t end = rest.find(kSeveral); end <= kMostSeparator) {
        choice.separator = rest.substr(0, end);
        rest.remove_prefix(end + kSeveral.size());
    }
    return first.size() - rest.size();
}

/// Takes "0.3::" off the start of an option. Weights are no more than a million, so that their sum is sound.
double takeWeight(std::string_view text, TextRange& option)
{
    constexpr double kMost = 1e6;
    const std::size_t colons = option.of(text).substr(0, kMostWeightText).find(kWeighted);
    if (colons == std::string_view::npos) {
        return 1.;
    }
    const std::optional<double> weight = promptNumber(text.substr(option.begin, colons));
    if (!weight || *weight < 0.) {
        return 1.;
    }
    option.begin += colons + kWeighted.size();
    return std::min(*weight, kMost);
}

/// Reads braces, square brackets and "|" once from left to right, in time in proportion to the text.
class ChoiceReader {
public:
    explicit ChoiceReader(std::string_view text) : m_text(text)
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
        findLoneBounds();
        std::sort(lone.begin(), lone.end());
    }

    std::vector<PromptChoice> choices;
    std::vector<std::size_t> lone; ///< brackets without a partner, "|" outside of all brackets, "$$" outside of choices
    bool endsInBackslash = false;  ///< that escapes nothing

private:
    struct Open {
        std::size_t at;
        char bracket;
        std::size_t bars;  ///< how many there were before it
        int choicesWithin; ///< how deep they nest
    };

    void findLoneBounds()
    {
        auto next = choices.begin();
        for (std::size_t at = m_text.find(kSeveral); at != std::string_view::npos; at = m_text.find(kSeveral, at)) {
            while (next != choices.end() && next->range.end <= at) {
                ++next;
            }
            if ((next == choices.end() || at < next->range.begin) && (at == 0 || m_text[at - 1] != '\\')) {
                lone.push_back(at);
            }
            at += kSeveral.size();
        }
    }

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
        const bool isChoice = open.choicesWithin < kMostNestedChoices && add({open.at, at + 1}, open.bars);
        m_bars.resize(open.bars);
        closeLast(open.choicesWithin + (isChoice ? 1 : 0));
    }

    /// False where the braces hold no choice.
    bool add(TextRange range, std::size_t firstBar)
    {
        PromptChoice choice;
        choice.range = range;
        const TextRange inside{range.begin + 1, range.end - 1};
        const std::string_view first = inside.of(m_text).substr(0, inside.of(m_text).find_first_of("{}|[]"));
        std::size_t begin = inside.begin + readBounds(first, choice);
        for (std::size_t i = firstBar; i < m_bars.size(); ++i) {
            choice.options.push_back({begin, m_bars[i]});
            begin = m_bars[i] + 1;
        }
        choice.options.push_back({begin, inside.end});
        bool hasWeight = false;
        for (TextRange& option : choice.options) {
            const std::size_t start = option.begin;
            choice.weights.push_back(takeWeight(m_text, option));
            hasWeight = hasWeight || option.begin != start;
        }
        if (choice.options.size() == 1 && !choice.takesSeveral && !hasWeight) {
            return false;
        }
        choices.push_back(std::move(choice));
        return true;
    }

    const std::string_view m_text;
    std::size_t m_openBraces = 0;
    std::vector<Open> m_open;
    std::vector<std::size_t> m_bars; ///< those of the brackets that are open, outermost first
};

/// Makes the choices of a text; each part of it is written once.
class ChoiceMaker {
public:
    ChoiceMaker(std::string_view text, std::uint64_t seed) : m_text(text), m_choices(findChoices(text))
    {
        SplitMix numbers(seed);
        for (std::size_t i = 0; i < m_choices.size(); ++i) {
            m_numbers.push_back(numbers.next());
        }
    }

    [[nodiscard]] std::string made() const { return textOf({0, m_text.size()}); }

private:
    [[nodiscard]] std::string textOf(TextRange range) const
    {
        std::string result;
        std::size_t at = range.begin;
        for (std::size_t i = firstFrom(at); i < m_choices.size() && m_choices[i].range.begin < range.end;
             i = firstFrom(at)) {
            result += m_text.substr(at, m_choices[i].range.begin - at);
            result += chosen(i);
            at = m_choices[i].range.end;
        }
        return result.append(m_text.substr(at, range.end - at));
    }

    /// The first choice that begins at or after a place.
    [[nodiscard]] std::size_t firstFrom(std::size_t place) const
    {
        const auto found = std::ranges::lower_bound(m_choices, place, {},
                                                    [](const PromptChoice& choice) { return choice.range.begin; });
        return static_cast<std::size_t>(found - m_choices.begin());
    }

    /// The choice whose options are chosen from: the one itself, or the only thing in it.
    [[nodiscard]] const PromptChoice& source(std::size_t index) const
    {
        const PromptChoice& choice = m_choices[index];
        const bool isNext = choice.takesSeveral && choice.options.size() == 1 && index + 1 < m_choices.size();
        const bool isAll = isNext && m_choices[index + 1].range == trimmed(m_text, choice.options.front());
        return isAll && !m_choices[index + 1].takesSeveral ? m_choices[index + 1] : choice;
    }

    [[nodiscard]] std::string chosen(std::size_t index) const
    {
        const PromptChoice& choice = m_choices[index];
        const PromptChoice& from = source(index);
        std::vector<double> weights = from.weights;
        if (!choice.takesSeveral) {
            return optionOf(from, pick(weights, m_numbers[index]));
        }
        SplitMix numbers(m_numbers[index]);
        const std::size_t most = std::min(choice.most, weights.size());
        const std::size_t least = std::min(choice.least, most);
        const std::size_t count = least + numbers.below(most - least + 1);
        std::string result;
        for (std::size_t taken = 0; taken < count; ++taken) {
            const std::size_t option = pick(weights, numbers.next());
            weights[option] = -1.; // each is taken once
            result.append(taken == 0 ? "" : choice.separator).append(optionOf(from, option));
        }
        return result;
    }

    /// One of the options whose weight is not below 0. With equal weights it is the one that SplitMix::below would
    /// take.
    [[nodiscard]] static std::size_t pick(const std::vector<double>& weights, std::uint64_t number)
    {
        constexpr double kRange = 4294967296.;
        double sum = 0.;
        for (const double weight : weights) {
            sum += std::max(weight, 0.);
        }
        // Where all weights are 0 they are as good as equal.
        const bool areEqual = sum <= 0.;
        const auto weightOf = [&](double weight) { return weight < 0. ? 0. : areEqual ? 1. : weight; };
        if (areEqual) {
            sum = static_cast<double>(std::ranges::count_if(weights, [](double weight) { return weight >= 0.; }));
        }
        double place = static_cast<double>(number >> 32U) / kRange * sum;
        std::size_t last = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weightOf(weights[i]) <= 0.) {
                continue;
            }
            last = i;
            if (place < weightOf(weights[i])) {
                break;
            }
            place -= weightOf(weights[i]);
        }
        return last;
    }

    [[nodiscard]] std::string optionOf(const PromptChoice& choice, std::size_t option) const
    {
        return textOf(trimmed(m_text, choice.options[option]));
    }

    const std::string_view m_text;
    const std::vector<PromptChoice> m_choices;
    std::vector<std::uint64_t> m_numbers; ///< of each choice
};

} // namespace

std::vector<PromptChoice> findChoices(std::string_view text)
{
    return ChoiceReader(text).choices;
}

std::string withChoicesMade(std::string_view text, std::uint64_t seed)
{
    return ChoiceMaker(text, seed).made();
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
