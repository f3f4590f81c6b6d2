// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QAction;

namespace gesso::ui {

/// Something the user can do, by name.
struct Command {
    QString id;       ///< "canvas.fit": never translated, unique
    QString category; ///< translated: "Canvas"
    QAction* action;  ///< text, icon, shortcut and state; owned by who made it
};

/// All commands of a window, for the command palette, menus and tooltips. It keeps the tooltip of every action as
/// "Name (Ctrl+S)" and forgets actions that are deleted.
class CommandRegistry final : public QObject {
    Q_OBJECT

public:
    explicit CommandRegistry(QObject* parent = nullptr);

    /// Takes a command up; one with the same id is replaced.
    void add(const QString& id, const QString& category, QAction* action);
    [[nodiscard]] const std::vector<Command>& commands() const { return m_commands; }
    [[nodiscard]] QAction* find(const QString& id) const; ///< nullptr when there is none

private:
    std::vector<Command> m_commands;
};

/// The text of an action without its mnemonic.
[[nodiscard]] QString plainText(const QAction& action);

} // namespace gesso::ui
