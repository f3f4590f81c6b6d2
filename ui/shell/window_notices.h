// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/window_parts.h"
#include "ui/widgets/messages.h"

#include <QTimer>

namespace gesso::ui {

/// Shows what the user is told: notices over the canvas, hints in the status bar for a moment, a tip when there are
/// none.
class WindowNotices final : public QObject {
    Q_OBJECT

public:
    explicit WindowNotices(WindowParts& parts);

private:
    void hint(const QString& line, const QString& button, const std::function<void()>& act);
    void showTip();

    WindowParts& m_parts;
    QTimer m_hintEnds;
    std::function<void()> m_hintAct; ///< what the button beside the hint does
    bool m_offersUndo = false;
};

} // namespace gesso::ui
