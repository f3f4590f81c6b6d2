// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/window_parts.h"

#include <QObject>
#include <QSet>

namespace gesso::ui {

/// Decides whose history Ctrl+Z means: the studio's, wherever the focus is, unless text was written in the focused
/// field since the studio's latest edit. Then that text comes first, as long as the field has something to undo.
class UndoKeys final : public QObject {
    Q_OBJECT

public:
    /// It hears the window's fields that are there by now.
    explicit UndoKeys(WindowParts& parts);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool hasOwn(const QWidget& field, bool redo) const;

    WindowParts& m_parts;
    QSet<const QWidget*> m_written; ///< the fields that were written in since the studio's latest edit
};

} // namespace gesso::ui
