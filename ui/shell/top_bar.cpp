// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/top_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_dot.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace gesso::ui {

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), m_mark(new QToolButton), m_left(new QHBoxLayout), m_right(new QHBoxLayout),
      m_document(new QWidget(this)), m_name(new ElidedLabel), m_unsaved(new StatusDot)
{
    setFixedHeight(Space::kTopBar);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(Space::k12, 0, Space::k12, 0);
    line->setSpacing(Space::k8);
    line->addLayout(m_left);
    line->addStretch();
    line->addLayout(m_right);
    m_left->setSpacing(Space::k4);
    m_right->setSpacing(Space::k8);

    m_mark->setIcon(QIcon(QStringLiteral(":/gesso/icons/gesso.svg")));
    m_mark->setIconSize({Space::kIcon, Space::kIcon});
    m_mark->setText(QStringLiteral("Gesso")); // a name: the same in every language
    m_mark->setFont(ui::font(TypeSize::kTitle, QFont::DemiBold));
    m_mark->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_mark->setAutoRaise(true);
    m_mark->setFocusPolicy(Qt::TabFocus);
    m_mark->setAccessibleName(tr("Menu"));
    m_mark->setToolTip(tr("Everything that can be done"));
    m_left->addWidget(m_mark);
    m_left->addSpacing(Space::k12);

    auto* document = new QHBoxLayout(m_document);
    document->setContentsMargins(0, 0, 0, 0);
    document->setSpacing(Space::k8);
    document->addWidget(m_name);
    document->addWidget(m_unsaved);
    m_name->setProperty("role", "muted");
    m_unsaved->setState(StatusDot::State::Working); // in the accent colour
    m_unsaved->setToolTip(tr("Some pictures are not saved to your folder yet. They will be here at the next start."));
    m_unsaved->setAccessibleName(tr("Not saved"));
}

void TopBar::setMenu(QMenu* menu)
{
    connect(m_mark, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_mark->mapToGlobal(m_mark->rect().bottomLeft())); });
}

void TopBar::addPage(QAction* action)
{
    auto* tab = new QToolButton;
    tab->setDefaultAction(action);
    tab->setToolButtonStyle(Qt::ToolButtonTextOnly);
    tab->setAutoRaise(true);
    tab->setFocusPolicy(Qt::TabFocus);
    tab->setAccessibleName(action->text());
    m_left->addWidget(tab);
}

void TopBar::addRight(QWidget* widget)
{
    m_right->addWidget(widget);
}

void TopBar::setDocument(const QString& name, bool unsaved)
{
    m_name->setText(name);
    m_unsaved->setVisible(unsaved);
    placeDocument();
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeDocument();
}

void TopBar::placeDocument()
{
    const QSize wanted = m_document->sizeHint();
    const int room = width() - 2 * (std::max(m_left->sizeHint().width(), m_right->sizeHint().width()) + Space::k24);
    const int wide = std::clamp(wanted.width(), 0, std::max(0, room));
    m_document->setGeometry((width() - wide) / 2, (height() - wanted.height()) / 2, wide, wanted.height());
}

} // namespace gesso::ui
