// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/undo_keys.h"

#include "ui/shell/studio.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>

namespace gesso::ui {

UndoKeys::UndoKeys(WindowParts& parts) : m_parts(parts)
{
    for (QPlainTextEdit* field : m_parts.window.findChildren<QPlainTextEdit*>()) {
        connect(field, &QPlainTextEdit::textChanged, this, [this, field] { m_written.insert(field); });
    }
    connect(&m_parts.studio.workspace(), &WorkspaceSignals::editsChanged, this, [this] { m_written.clear(); });
    qApp->installEventFilter(this);
}

bool UndoKeys::hasOwn(const QWidget& field, bool redo) const
{
    if (!m_written.contains(&field)) {
        return false;
    }
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(&field)) {
        return redo ? text->document()->isRedoAvailable() : text->document()->isUndoAvailable();
    }
    const auto* line = qobject_cast<const QLineEdit*>(&field);
    return line != nullptr && (redo ? line->isRedoAvailable() : line->isUndoAvailable());
}

bool UndoKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) {
        return false;
    }
    auto* field = qobject_cast<QWidget*>(watched);
    const bool isField = qobject_cast<QLineEdit*>(field) != nullptr || qobject_cast<QPlainTextEdit*>(field) != nullptr;
    if (!isField || field->window() != &m_parts.window) {
        return false;
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if (event->type() == QEvent::KeyPress) {
        if (!key->text().isEmpty() && qobject_cast<QLineEdit*>(field) != nullptr) {
            m_written.insert(field); // an edit that follows from it takes it back
        }
        return false;
    }
    const bool redo =
        key->matches(QKeySequence::Redo) || (key->key() == Qt::Key_Y && key->modifiers() == Qt::ControlModifier);
    if ((!redo && !key->matches(QKeySequence::Undo)) || hasOwn(*field, redo)) {
        return false;
    }
    event->ignore(); // the field does not claim the key: the window's command gets it
    return true;
}

} // namespace gesso::ui
