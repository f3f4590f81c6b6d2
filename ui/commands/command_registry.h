// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

class QAction;

namespace gesso::ui {

/// Something the user can do, by name.
struct Command {
    QString id;       ///< "canvas.fit": never translated, unique
    QString category; ///< translated: "Canvas"
    QAction* action;  ///< text, icon, shortcut and state; owned by who made it
    QString synonyms; ///< translated: other words that find it, with spaces between them
};

/// All commands of a window, for the command palette, menus and tooltips. It keeps the tooltip of every action as
/// "Name (Ctrl+S)" and forgets actions that are deleted.
class CommandRegistry final : public QObject {
    Q_OBJECT

public:
    explicit CommandRegistry(QObject* parent = nullptr);

    /// Takes a command up; one with the same id is replaced.
    void add(const QString& id, const QString& category, QAction* action);
    /// Other words that find a command.
    void setSynonyms(const QString& id, const QString& words);

    /// What is found only by its name, and changes: models, styles. The source is asked whenever the palette opens; the
    /// actions that it makes belong to the owner that it is given.
    using Source = std::function<std::vector<Command>(QObject& owner)>;
    void setSource(Source source) { m_source = std::move(source); }
    [[nodiscard]] std::vector<Command> more(QObject& owner) const
    {
        return m_source ? m_source(owner) : std::vector<Command>();
    }
    [[nodiscard]] const std::vector<Command>& commands() const { return m_commands; }
    [[nodiscard]] QAction* find(const QString& id) const; ///< nullptr when there is none

private:
    std::vector<Command> m_commands;
    Source m_source;
};

/// The text of an action without its mnemonic.
[[nodiscard]] QString plainText(const QAction& action);

} // namespace gesso::ui
