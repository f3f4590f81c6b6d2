// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_edit.h"

#include "core/generation/validate.h"
#include "core/prompt/adjust_weight.h"
#include "ui/prompt/prompt_colours.h"
#include "ui/prompt/prompt_text.h"
#include "ui/theme/theme.h"

#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QtMath>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr qsizetype kMaxBytes = RequestLimits::kMaxPromptBytes;
constexpr int kLeastLines = 3; ///< that are seen in a low window

bool isReturn(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

Qt::KeyboardModifiers modifiers(const QKeyEvent& event)
{
    return event.modifiers() & ~Qt::KeypadModifier;
}

bool isGenerate(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers held = modifiers(event);
    return isReturn(event) && (held == Qt::ControlModifier || held == (Qt::ControlModifier | Qt::ShiftModifier));
}

bool isHistory(const QKeyEvent& event)
{
    return (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down) && modifiers(event) == Qt::AltModifier;
}

bool isWeight(const QKeyEvent& event)
{
    return (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down) && modifiers(event) == Qt::ControlModifier;
}

} // namespace

PromptEdit::PromptEdit(int minLines, int maxLines, QWidget* parent)
    : QPlainTextEdit(parent), m_minLines(minLines), m_maxLines(maxLines)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(minLines == maxLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEdit::updateHeight);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEdit::showColours);
    updateHeight();
}

QString PromptEdit::text() const
{
    return unfolded(document()->toRawText());
}

void PromptEdit::setText(const QString& text)
{
    setFallenOff(std::nullopt);
    const QString clean = cleanedText(text);
    const QString kept = cutToBytes(clean, kMaxBytes);
    setPlainText(folded(kept));
    moveCursor(QTextCursor::End);
    if (kept.size() < clean.size()) {
        Q_EMIT cut();
    }
}

void PromptEdit::replaceText(const QString& text)
{
    setFallenOff(std::nullopt);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    all.insertText(folded(cutToBytes(cleanedText(text), kMaxBytes)));
    moveCursor(QTextCursor::End);
}

void PromptEdit::putIn(const QString& words)
{
    QTextCursor cursor = textCursor();
    const auto isApart = [this](int position) {
        const QChar neighbour = document()->characterAt(position);
        return neighbour.isNull() || neighbour.isSpace();
    };
    const bool isAfterText = cursor.selectionStart() > 0 && !isApart(cursor.selectionStart() - 1);
    const bool isBeforeText = !isApart(cursor.selectionEnd());
    insertCut((isAfterText ? QStringLiteral(" ") : QString()) + words +
              (isBeforeText ? QStringLiteral(" ") : QString()));
    setFocus();
}

void PromptEdit::setFallenOff(std::optional<qsizetype> fromByte)
{
    m_fallenOff = QTextCursor();
    if (fromByte) {
        const QString raw = document()->toRawText();
        const qsizetype from = positionOfByte(raw, *fromByte);
        if (from < raw.size()) {
            m_fallenOff = QTextCursor(document());
            m_fallenOff.setPosition(static_cast<int>(from));
            m_fallenOff.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        }
    }
    showFallenOff();
}

QString PromptEdit::fallenOff() const
{
    return m_fallenOff.isNull() ? QString() : unfolded(m_fallenOff.selectedText());
}

void PromptEdit::showColours()
{
    const bool coloured = colourPrompt(*document(), m_loras.get());
    if (m_coloured && !coloured) {
        uncolourPrompt(*document());
    }
    m_coloured = coloured;
}

void PromptEdit::setLoras(std::shared_ptr<const AddOnList> loras)
{
    m_loras = std::move(loras);
    showColours();
}

void PromptEdit::showFallenOff()
{
    // An extra selection is painted where it is seen; a highlighter would go through all of the text.
    QList<QTextEdit::ExtraSelection> selections;
    if (!m_fallenOff.isNull()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = m_fallenOff;
        selection.format.setForeground(colors().text3);
        selection.format.setFontStrikeOut(true);
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void PromptEdit::changeWeight(double delta)
{
    const QString raw = document()->toRawText();
    const std::string before = unfolded(raw).toStdString();
    QTextCursor cursor = textCursor();
    const auto byte = [&raw](int position) {
        return static_cast<std::size_t>(utf8Bytes(unfolded(raw.left(position))));
    };
    const PromptChange change =
        adjustWeight(before, {byte(cursor.selectionStart()), byte(cursor.selectionEnd())}, delta);
    if (change.text == before || static_cast<qsizetype>(change.text.size()) > kMaxBytes) {
        return;
    }
    // Only what differs is put in, so that it is one small step to undo.
    const QString after = folded(QString::fromStdString(change.text));
    const qsizetype shorter = std::min(raw.size(), after.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && raw[head] == after[head]) {
        ++head;
    }
    while (tail < shorter - head && raw[raw.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(raw.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(after.mid(head, after.size() - head - tail));
    const auto position = [&after](std::size_t at) {
        return static_cast<int>(positionOfByte(after, static_cast<qsizetype>(at)));
    };
    cursor.setPosition(position(change.selection.begin));
    cursor.setPosition(position(change.selection.end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

qsizetype PromptEdit::room() const
{
    if (document()->characterCount() < kMaxBytes / 8) {
        return kMaxBytes / 2; // of at most 3 bytes for each unit of UTF-16: nothing to count
    }
    return kMaxBytes - utf8Bytes(text()) + utf8Bytes(unfolded(textCursor().selectedText()));
}

bool PromptEdit::fits(const QString& typed)
{
    const bool erases = !typed.isEmpty() && typed[0] != u'\r' && typed[0].category() == QChar::Other_Control;
    if (typed.isEmpty() || erases || utf8Bytes(typed) <= room()) {
        return true;
    }
    Q_EMIT cut();
    return false;
}

void PromptEdit::insertCut(const QString& text)
{
    const QString clean = cleanedText(text);
    const qsizetype selected = utf8Bytes(unfolded(textCursor().selectedText()));
    const QString kept = cutToBytes(clean, kMaxBytes - utf8Bytes(this->text()) + selected);
    textCursor().insertText(folded(kept));
    ensureCursorVisible();
    if (kept.size() < clean.size()) {
        Q_EMIT cut();
    }
}

QSize PromptEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), m_wanted};
}

bool PromptEdit::event(QEvent* event)
{
    // While the box has the focus these keys are its own, not a shortcut of the window's.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (isGenerate(key) || isHistory(key) || isWeight(key)) {
            event->accept();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    if (isReturn(*event) && m_composing) {
        return; // it ends the composing, nothing else
    }
    if (isGenerate(*event)) {
        if (!event->isAutoRepeat()) {
            Q_EMIT generateRequested(event->modifiers().testFlag(Qt::ShiftModifier));
        }
        return;
    }
    if (isHistory(*event)) {
        Q_EMIT historyRequested(event->key() == Qt::Key_Up ? 1 : -1);
        return;
    }
    if (isWeight(*event)) {
        changeWeight(event->key() == Qt::Key_Up ? kPromptWeightStep : -kPromptWeightStep);
        return;
    }
    if (fits(event->text())) {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void PromptEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_composing = !event->preeditString().isEmpty();
    if (fits(event->commitString())) {
        QPlainTextEdit::inputMethodEvent(event);
    }
}

void PromptEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
}

void PromptEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showColours();
        showFallenOff();
    } else if (event->type() == QEvent::FontChange) {
        updateHeight();
    }
}

QMimeData* PromptEdit::createMimeDataFromSelection() const
{
    auto* data = new QMimeData;
    data->setText(unfolded(textCursor().selectedText()));
    return data;
}

bool PromptEdit::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText() && !source->hasUrls();
}

void PromptEdit::insertFromMimeData(const QMimeData* source)
{
    if (canInsertFromMimeData(source)) {
        insertCut(source->text());
    }
}

void PromptEdit::updateHeight()
{
    int lines = m_minLines;
    bool all = false;
    if (m_minLines < m_maxLines) {
        lines = 0;
        for (QTextBlock block = document()->begin(); block.isValid() && lines <= m_maxLines; block = block.next()) {
            static_cast<void>(document()->documentLayout()->blockBoundingRect(block)); // lays it out
            lines += qMax(1, block.layout()->lineCount());
        }
        setVerticalScrollBarPolicy(lines > m_maxLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
        all = lines <= m_maxLines;
        lines = qBound(m_minLines, lines, m_maxLines);
    }
    const QMargins around = contentsMargins() + viewportMargins();
    const auto heightOf = [&](int count) {
        return qCeil(count * QFontMetricsF(font()).lineSpacing() + 2 * document()->documentMargin()) + around.top() +
               around.bottom();
    };
    setMinimumHeight(heightOf(std::min(lines, kLeastLines)));
    setMaximumHeight(heightOf(lines));
    if (m_wanted != heightOf(lines)) {
        m_wanted = heightOf(lines);
        updateGeometry();
    }
    if (all) {
        verticalScrollBar()->setValue(0); // it may have scrolled before there was room
    }
}

} // namespace gesso::ui
