// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_palette.h"

#include "ui/commands/command_list.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace gesso::ui {

namespace {

constexpr int kWidth = 560;
constexpr int kMostRows = 9;
constexpr int kTop = 96;

} // namespace

CommandPalette::CommandPalette(const CommandRegistry& registry, QWidget* window)
    : QFrame(window), m_list(new CommandList(registry, this)), m_search(new QLineEdit(this)),
      m_view(new QListView(this)), m_nothing(new QLabel(tr("Nothing found"), this))
{
    setProperty("role", "floating");
    setAccessibleName(tr("Commands"));
    hide();
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(Space::k24 * 2);
    shadow->setOffset(0, Space::k8);
    shadow->setColor(colors().shadow);
    setGraphicsEffect(shadow);

    m_search->setPlaceholderText(tr("Search commands, models, styles, settings"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->setFont(gesso::ui::font(TypeSize::kTitle));
    m_search->setFrame(false); // no ring: nothing else in the palette takes the focus
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setFixedHeight(Space::kPrimaryControl);
    QPalette clear = m_search->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_search->setPalette(clear);
    m_search->installEventFilter(this);
    m_nothing->setProperty("role", "muted");
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(Space::kPrimaryControl);
    buildList();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Space::k8, Space::k8, Space::k8, Space::k8);
    column->setSpacing(Space::k8);
    column->addWidget(m_search);
    auto* line = new QFrame(this);
    line->setProperty("role", "line");
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_view);
    column->addWidget(m_nothing);

    window->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::onSearch);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { onFocusChanged(now); });
}

void CommandPalette::buildList()
{
    m_view->setModel(m_list);
    m_view->setItemDelegate(new CommandDelegate(m_view));
    m_view->setAccessibleName(tr("Commands"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setFocusPolicy(Qt::NoFocus); // the keys go on from the search field
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_view, &QListView::clicked, this, [this](const QModelIndex& index) { run(index.row()); });
}

void CommandPalette::open()
{
    m_focusBefore = QApplication::focusWidget();
    m_list->refresh();
    m_search->clear();
    onSearch({});
    place();
    raise();
    show();
    m_search->setFocus();
}

void CommandPalette::toggle()
{
    if (isOpen()) {
        close();
    } else {
        open();
    }
}

void CommandPalette::close()
{
    hide();
    if (m_focusBefore != nullptr && m_focusBefore->isVisible()) {
        m_focusBefore->setFocus();
    }
    m_focusBefore.clear();
}

void CommandPalette::run(int row)
{
    const QPointer<QAction> action = m_list->actionAt(row);
    if (action == nullptr || !action->isEnabled()) {
        return;
    }
    close(); // first: the command may open something that takes the focus
    action->trigger();
}

void CommandPalette::place()
{
    const QWidget* window = parentWidget();
    const int width = std::min(kWidth, window->width() - 2 * Space::k16);
    const int chrome = 4 * Space::k8 + 1 + m_search->height();
    const int most = window->height() - kTop - Space::k16 - chrome;
    const int rows = std::max(1, std::min(m_list->rowCount(), kMostRows));
    const int list = std::max(Space::kPrimaryControl, std::min(rows * Space::kPrimaryControl, most));
    m_view->setFixedHeight(list);
    const int top = std::min(kTop, std::max(0, window->height() - list - chrome));
    setGeometry((window->width() - width) / 2, top, width, list + chrome);
}

void CommandPalette::onSearch(const QString& query)
{
    m_list->search(query);
    m_view->setVisible(m_list->rowCount() > 0);
    m_nothing->setVisible(m_list->rowCount() == 0);
    m_view->setCurrentIndex(m_list->index(0, 0));
    m_view->scrollToTop();
    place();
}

void CommandPalette::onFocusChanged(QWidget* now)
{
    if (isOpen() && now != nullptr && now != this && !isAncestorOf(now)) {
        m_focusBefore.clear(); // the user has gone elsewhere
        hide();
    }
}

bool CommandPalette::takeKey(int key)
{
    const int row = m_view->currentIndex().row();
    const int last = m_list->rowCount() - 1;
    const auto choose = [this, last](int to) {
        m_view->setCurrentIndex(m_list->index(std::clamp(to, 0, std::max(0, last)), 0));
    };
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(row);
        return true;
    case Qt::Key_Down:
        choose(row == last ? 0 : row + 1);
        return true;
    case Qt::Key_Up:
        choose(row <= 0 ? last : row - 1);
        return true;
    case Qt::Key_PageDown:
        choose(row + kMostRows - 1);
        return true;
    case Qt::Key_PageUp:
        choose(row - kMostRows + 1);
        return true;
    case Qt::Key_Tab: // nothing else is in here
    case Qt::Key_Backtab:
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        return takeKey(static_cast<QKeyEvent*>(event)->key());
    }
    if (watched == m_search && event->type() == QEvent::ShortcutOverride) { // Esc is not the window's now
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isOpen()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gesso::ui
