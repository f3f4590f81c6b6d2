// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QToolButton>

namespace gesso::ui {

/// A square button that shows an icon of the theme; its name is the tooltip (with the shortcut) and what a screen
/// reader says. It takes the focus with Tab, not with a click.
class IconButton final : public QToolButton {
    Q_OBJECT

public:
    explicit IconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr);

    /// Shows an action instead: its icon, text, shortcut, enabled and checked state, also when they change.
    void setShownAction(QAction* action);

    void setIconName(const QString& iconName);
    void setName(const QString& name);
    /// Only shown in the tooltip; the action that it belongs to makes it work.
    void setShownShortcut(const QKeySequence& shortcut);

protected:
    void actionEvent(QActionEvent* event) override;

private:
    void describe();

    QString m_name;
    QKeySequence m_shortcut;
};

/// "Name (Ctrl+K)", the tooltip of everything that has a shortcut; "Name" when it is empty.
[[nodiscard]] QString toolTipText(const QString& name, const QKeySequence& shortcut);

} // namespace gesso::ui
