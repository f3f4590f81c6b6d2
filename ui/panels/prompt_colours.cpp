// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/prompt_colours.h"

#include "core/prompt/prompt_spans.h"
#include "ui/panels/prompt_text.h"
#include "ui/theme/theme.h"

#include <QTextCursor>
#include <QTextDocument>

#include <cmath>

namespace gesso::ui {
namespace {

constexpr double kStrong = 1.5; ///< weights from here on have the accent itself
constexpr double kWeak = 0.5;   ///< those up to here the faintest text

QColor mixed(const QColor& from, const QColor& to, double share)
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
    return span.weight >= 1. ? mixed(c.text1, c.accent, std::min(1., (span.weight - 1.) / (kStrong - 1.)))
                             : mixed(c.text1, c.text3, std::min(1., (1. - span.weight) / (1. - kWeak)));
}

} // namespace

QList<QTextEdit::ExtraSelection> promptColours(QTextDocument& document)
{
    QList<QTextEdit::ExtraSelection> selections;
    const QString raw = document.toRawText();
    const std::string text = unfolded(raw).toStdString();
    if (text.size() > static_cast<std::size_t>(kMostColoured)) {
        return selections;
    }
    for (const PromptSpan& span : promptSpans(text, PromptGrammar::A1111)) {
        if (span.kind == PromptSpanKind::Text && span.weight == 1.) {
            continue;
        }
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(&document);
        selection.cursor.setPosition(static_cast<int>(positionOfByte(raw, static_cast<qsizetype>(span.range.begin))));
        selection.cursor.setPosition(static_cast<int>(positionOfByte(raw, static_cast<qsizetype>(span.range.end))),
                                     QTextCursor::KeepAnchor);
        selection.format.setForeground(colourOf(span));
        selections.append(selection);
    }
    return selections;
}

} // namespace gesso::ui
