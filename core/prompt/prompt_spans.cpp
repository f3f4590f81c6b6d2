// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt_spans.h"

#include "core/prompt/choices.h"
#include "core/prompt/comments.h"
#include "core/prompt/composition.h"
#include "core/prompt/editing.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/prompt_text.h"
#include "core/prompt/weights.h"
#include "core/prompt/wildcards.h"

#include <algorithm>

namespace gesso {
namespace {

using Kind = PromptSpanKind;

/// What each byte of a prompt is. What has been found is blanked in the text that is read on.
class PromptPainter {
public:
    explicit PromptPainter(std::string_view text)
        : m_rest(text), m_kinds(text.size(), Kind::Syntax), m_weights(text.size(), 1.)
    {
    }

    void paint(PromptGrammar grammar)
    {
        const std::vector<TextRange> comments = findComments(m_rest);
        take(comments, Kind::Comment);
        std::vector<TextRange> tags;
        for (const LoraTagText& tag : findLoraTags(m_rest)) {
            tags.push_back(tag.range);
        }
        take(tags, Kind::LoraTag);
        const std::vector<TextRange> wildcards = findWildcards(m_rest);
        takeChoices();
        takeComposition();
        if (grammar == PromptGrammar::A1111) {
            takeEdits();
        }
        paintWeights(grammar);
        mark(comments, Kind::Comment);
        mark(tags, Kind::LoraTag);
        mark(m_keywords, Kind::Keyword);
        mark(m_signs, Kind::Syntax);
        markText(wildcards, Kind::Wildcard);
    }

    [[nodiscard]] std::vector<PromptSpan> spans() const
    {
        std::vector<PromptSpan> spans;
        for (std::size_t at = 0; at < m_kinds.size(); ++at) {
            if (spans.empty() || spans.back().kind != m_kinds[at] || spans.back().weight != m_weights[at]) {
                spans.push_back({{at, at}, m_weights[at], m_kinds[at]});
            }
            spans.back().range.end = at + 1;
        }
        return spans;
    }

private:
    void mark(const std::vector<TextRange>& ranges, Kind kind)
    {
        for (const TextRange& range : ranges) {
            for (std::size_t at = range.begin; at < range.end; ++at) {
                m_kinds[at] = kind;
                m_weights[at] = 1.;
            }
        }
    }

    /// Marks what is text in these ranges, and leaves it its weight.
    void markText(const std::vector<TextRange>& ranges, Kind kind)
    {
        for (const TextRange& range : ranges) {
            for (std::size_t at = range.begin; at < range.end; ++at) {
                m_kinds[at] = m_kinds[at] == Kind::Text ? kind : m_kinds[at];
            }
        }
    }

    void take(const std::vector<TextRange>& ranges, Kind kind)
    {
        m_rest = blanked(m_rest, ranges);
        mark(ranges, kind);
    }

    /// The signs around and between the texts of a form.
    void addSigns(TextRange form, const std::vector<TextRange>& texts)
    {
        std::size_t begin = form.begin;
        for (const TextRange& text : texts) {
            m_signs.push_back({begin, text.begin});
            begin = text.end;
        }
        m_signs.push_back({begin, form.end});
    }

    void takeChoices()
    {
        for (const PromptChoice& choice : findChoices(m_rest)) {
            addSigns(choice.range, choice.options);
        }
        m_rest = blanked(m_rest, m_signs);
    }

    void takeComposition()
    {
        const std::vector<ComposedPart> parts = splitComposition(m_rest);
        for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
            const bool isLast = i + 1 == parts.size();
            const std::size_t end = isLast ? m_rest.size() : parts[i + 1].text.begin - kCompositionWord.size();
            const TextRange weight{parts[i].text.end, end};
            m_signs.push_back(trimmed(m_rest, weight));
            if (!isLast) {
                m_keywords.push_back({end, end + kCompositionWord.size()});
            }
        }
        m_rest = blanked(blanked(m_rest, m_signs), m_keywords);
    }

    void takeEdits()
    {
        for (const PromptEdit& edit : findEdits(m_rest)) {
            addSigns(edit.range, edit.texts);
        }
        m_rest = blanked(m_rest, m_signs);
    }

    void paintWeights(PromptGrammar grammar)
    {
        for (const WeightRun& run : weightRuns(m_rest, grammar)) {
            if (run.isBreak) {
                m_keywords.push_back(trimmed(m_rest, run.range));
                continue;
            }
            for (std::size_t at = run.range.begin; at < run.range.end; ++at) {
                m_kinds[at] = Kind::Text;
                m_weights[at] = run.weight;
            }
        }
    }

    std::string m_rest;
    std::vector<PromptSpanKind> m_kinds;
    std::vector<double> m_weights;
    std::vector<TextRange> m_signs, m_keywords;
};

} // namespace

std::vector<PromptSpan> promptSpans(std::string_view text, PromptGrammar grammar)
{
    PromptPainter painter(text);
    painter.paint(grammar);
    return painter.spans();
}

} // namespace gesso
