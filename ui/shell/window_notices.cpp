// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_notices.h"

#include "ui/canvas/canvas_page.h"
#include "ui/panels/status_bar.h"
#include "ui/shell/studio.h"

namespace gesso::ui {
namespace {

constexpr std::chrono::seconds kHintStays{12};

} // namespace

WindowNotices::WindowNotices(WindowParts& parts) : m_parts(parts)
{
    Studio& studio = m_parts.studio;
    CanvasPage* canvas = m_parts.canvas;
    const Messages* messages = &studio.messages();
    connect(messages, &Messages::told, this, [this](const Message& message) {
        m_parts.canvas->showNotice(message.notice, message.act);
        m_parts.showPage(Page::Canvas);
    });
    connect(messages, &Messages::hinted, this, &WindowNotices::hint);
    connect(messages, &Messages::undoOffered, this, [this](const QString& line) {
        hint(line, tr("Undo"), [this] { m_parts.studio.undo(); });
        m_offersUndo = true;
    });
    connect(messages, &Messages::overtaken, canvas, qOverload<Notice::Topic>(&CanvasPage::hideNotice));
    connect(&studio.workspace(), &WorkspaceSignals::editsChanged, this, [this] {
        if (m_offersUndo) { // it would undo something else now
            showTip();
        }
    });
    connect(&studio.engine(), &EngineMonitor::changed, canvas, [canvas](const EngineStatus& status) {
        if (status.state == EngineState::Ready || status.state == EngineState::Working) {
            canvas->hideNotice(Notice::Topic::Engine);
        }
    });
    connect(&studio.candidates(), &CandidateModel::currentChanged, canvas,
            [canvas] { canvas->hideNotice(Notice::Topic::Picture); });
    connect(m_parts.status, &StatusBar::hintActed, this, [this] {
        const std::function<void()> act = std::exchange(m_hintAct, {});
        showTip();
        if (act) {
            act();
        }
    });
    m_hintEnds.setSingleShot(true);
    m_hintEnds.setInterval(kHintStays);
    connect(&m_hintEnds, &QTimer::timeout, this, &WindowNotices::showTip);
    m_hintEnds.start();
}

void WindowNotices::hint(const QString& line, const QString& button, const std::function<void()>& act)
{
    m_parts.status->setHint(line, button);
    m_hintAct = act;
    m_offersUndo = false;
    m_hintEnds.start();
}

void WindowNotices::showTip()
{
    m_hintAct = {};
    m_offersUndo = false;
    m_parts.status->setHint(tr("Ctrl+K finds commands, models, styles and settings"));
}

} // namespace gesso::ui
