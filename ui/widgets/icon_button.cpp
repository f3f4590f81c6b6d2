// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/icon_button.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QActionEvent>

namespace gesso::ui {

IconButton::IconButton(const QString& iconName, const QString& name, QWidget* parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setIconSize(QSize(Space::kIcon, Space::kIcon));
    setFocusPolicy(Qt::TabFocus);
    setIconName(iconName);
    setName(name);
}

void IconButton::setShownAction(QAction* action)
{
    setDefaultAction(action);
    m_name.clear();
    describe();
}

void IconButton::setIconName(const QString& iconName)
{
    setIcon(iconName.isEmpty() ? QIcon() : gesso::ui::icon(iconName));
}

void IconButton::setName(const QString& name)
{
    m_name = name;
    describe();
}

void IconButton::setShownShortcut(const QKeySequence& shortcut)
{
    m_shortcut = shortcut;
    describe();
}

void IconButton::actionEvent(QActionEvent* event)
{
    QToolButton::actionEvent(event);
    if (event->type() == QEvent::ActionChanged) {
        describe(); // the base has just put the action's own texts
    }
}

void IconButton::describe()
{
    QString name = m_name;
    QKeySequence shortcut = m_shortcut;
    if (name.isEmpty() && defaultAction() != nullptr) {
        name = defaultAction()->text().remove(QLatin1Char('&'));
        shortcut = defaultAction()->shortcut();
    }
    setAccessibleName(name);
    setToolTip(toolTipText(name, shortcut));
}

QString toolTipText(const QString& name, const QKeySequence& shortcut)
{
    if (shortcut.isEmpty()) {
        return name;
    }
    return QStringLiteral("%1 (%2)").arg(name, shortcut.toString(QKeySequence::NativeText));
}

} // namespace gesso::ui
