// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_parts.h"

#include "ui/canvas/canvas_page.h"
#include "ui/panels/engine_pill.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/queue/queue_page.h"
#include "ui/shell/studio.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QBoxLayout>
#include <QMainWindow>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

namespace gesso::ui {
namespace {

constexpr int kLeastParameters = 120; ///< pixels: below that the prompt gives way

QWidget* buildParameters(WindowParts& parts)
{
    auto* cards = new QWidget;
    auto* scrolled = new QVBoxLayout(cards);
    auto* area = new QScrollArea;
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // unseen while all is in sight: nothing shifts
    const int bar = area->verticalScrollBar()->sizeHint().width();
    scrolled->setContentsMargins(0, 0, Space::k12 - bar, 0);
    scrolled->setSpacing(Space::k12);
    scrolled->addWidget(parts.task);
    scrolled->addWidget(parts.parameters);
    scrolled->addStretch();
    area->setWidget(cards);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    area->setMinimumHeight(kLeastParameters);
    return area;
}

/// The prompt and its button stay in sight, whatever the window's height.
QWidget* buildSide(WindowParts& parts)
{
    auto* side = new QWidget;
    side->setFixedWidth(Space::kSidePanel + Space::k12);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(Space::k12, 0, 0, 0);
    column->setSpacing(Space::k12);
    auto* prompt = new QHBoxLayout;
    prompt->setContentsMargins(0, 0, Space::k12, 0);
    prompt->addWidget(parts.prompt);
    column->addLayout(prompt);
    column->addWidget(buildParameters(parts), 1);
    return side;
}

TopBar* buildTop(WindowParts& parts)
{
    auto* top = new TopBar;
    auto* menu = new QMenu(top);
    parts.commands.addAllTo(*menu);
    top->setMenu(menu);
    top->addPage(parts.commands.find(QStringLiteral("page.canvas")));
    top->addPage(parts.commands.find(QStringLiteral("page.queue")));
    parts.engine = new EnginePill;
    top->addRight(parts.engine);
    QAction* settings = parts.commands.find(QStringLiteral("settings"));
    auto* gear = new IconButton(QStringLiteral("settings"), plainText(*settings));
    gear->setShownAction(settings);
    top->addRight(gear);
    return top;
}

} // namespace

void buildWindow(WindowParts& parts)
{
    parts.canvas = new CanvasPage(parts.studio.candidates(), parts.commands);
    parts.queue = new QueuePage(parts.studio.queueSignals());
    parts.pages = new QStackedWidget;
    parts.pages->addWidget(parts.canvas);
    parts.pages->addWidget(parts.queue);
    parts.prompt = new PromptPanel(parts.studio.workspace());
    parts.task = new TaskPanel(parts.studio.workspace());
    parts.parameters = new ParametersPanel(parts.studio.workspace());
    parts.side = buildSide(parts);
    parts.status = new StatusBar;
    parts.top = buildTop(parts);

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->setContentsMargins(Space::k12, 0, 0, 0);
    middle->addWidget(parts.pages, 1);
    middle->addWidget(parts.side);
    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(parts.top);
    column->addLayout(middle, 1);
    column->addWidget(parts.status);
    parts.window.setCentralWidget(all);
}

void WindowParts::showPage(Page page)
{
    pages->setCurrentIndex(static_cast<int>(page));
    commands.refresh();
}

bool WindowParts::isShown(Page page) const
{
    return pages->currentIndex() == static_cast<int>(page);
}

void WindowParts::setPanelsShown(bool shown)
{
    for (QWidget* around : {side, static_cast<QWidget*>(top), static_cast<QWidget*>(status)}) {
        around->setVisible(shown);
    }
    commands.refresh();
}

bool WindowParts::arePanelsShown() const
{
    return !side->isHidden();
}

} // namespace gesso::ui
