// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_colours.h"

#include "core/add_ons/add_on_folders.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/prompt_spans.h"
#include "ui/prompt/prompt_text.h"
#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gesso::ui {
namespace {

constexpr double kStrong = 1.5; ///< weights from here on have the accent itself
constexpr double kWeak = 0.5;   ///< those up to here the faintest text

QColor blended(const QColor& from, const QColor& to, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

QColor colourOf(const PromptSpan& span)
{
    const Colors& c = colors();
    switch (span.kind) {
    case PromptSpanKind::Syntax:
    case PromptSpanKind::Comment:
        return c.text3;
    case PromptSpanKind::Keyword:
    case PromptSpanKind::LoraTag:
    case PromptSpanKind::Wildcard:
        return c.accent;
    case PromptSpanKind::Text:
        break;
    }
    return span.weight >= 1. ? blended(c.text1, c.accent, std::min(1., (span.weight - 1.) / (kStrong - 1.)))
                             : blended(c.text1, c.text3, std::min(1., (1. - span.weight) / (1. - kWeak)));
}

/// The tags of LoRAs that are not there.
std::vector<TextRange> missingLoras(const std::string& text, const AddOnList& loras)
{
    std::vector<TextRange> missing;
    for (const LoraTagText& tag : findLoraTags(text)) {
        if (!loras.named(tag.name.of(text))) {
            missing.push_back(tag.range);
        }
    }
    return missing;
}

bool isPlain(const PromptSpan& span)
{
    return span.kind == PromptSpanKind::Text && span.weight == 1.;
}

/// As a highlighter does it: neighbouring extra selections are not painted where they touch (Qt 6.4).
void setFormats(QTextDocument& document, const QTextBlock& block, const QList<QTextLayout::FormatRange>& formats)
{
    if (block.layout()->formats() != formats) {
        block.layout()->setFormats(formats);
        document.markContentsDirty(block.position(), block.length());
    }
}

} // namespace

bool colourPrompt(QTextDocument& document, const AddOnList* loras)
{
    const QString raw = document.toRawText();
    const std::string text = unfolded(raw).toStdString();
    if (text.size() > static_cast<std::size_t>(kMostColouredBytes)) {
        return false;
    }
    const std::vector<PromptSpan> spans = promptSpans(text, PromptGrammar::A1111);
    const std::vector<TextRange> missing = loras != nullptr ? missingLoras(text, *loras) : std::vector<TextRange>();
    QTextBlock block = document.begin();
    QList<QTextLayout::FormatRange> formats;
    int begin = 0;
    for (const PromptSpan& span : spans) { // which cover all of the text, one after the other
        const QStringView rest = QStringView(raw).mid(begin);
        const int end = begin + static_cast<int>(positionOfByte(rest, static_cast<qsizetype>(span.range.size())));
        while (begin < end && block.isValid()) {
            const int blockEnd = block.position() + block.length();
            if (!isPlain(span)) {
                formats.append({begin - block.position(), std::min(end, blockEnd) - begin, {}});
                formats.last().format.setForeground(colourOf(span));
                const bool isMissing = std::any_of(missing.begin(), missing.end(), [&](const TextRange& tag) {
                    return span.range.begin < tag.end && tag.begin < span.range.end;
                });
                if (isMissing) {
                    formats.last().format.setForeground(colors().danger);
                    formats.last().format.setUnderlineColor(colors().danger);
                    formats.last().format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
                }
            }
            begin = std::min(end, blockEnd);
            if (begin == blockEnd) {
                setFormats(document, block, std::exchange(formats, {}));
                block = block.next();
            }
        }
    }
    for (; block.isValid(); block = block.next()) {
        setFormats(document, block, std::exchange(formats, {}));
    }
    return true;
}

void uncolourPrompt(QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        setFormats(document, block, {});
    }
}

} // namespace gesso::ui
