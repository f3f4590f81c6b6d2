// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace gesso::ui {

/// How a command looks as things are now, where that is not always the same.
struct CommandLook {
    QString text, icon;
    QString toolTip; ///< empty: the text with its keys
};

/// A row of the table of commands: all that menus, palette, toolbars and tooltips say of something the user can do.
struct CommandRow {
    QString id{};                        ///< "canvas.fit": never translated, unique
    QString category{};                  ///< translated: "Canvas"
    QString text{};                      ///< translated: "Fit the picture"
    QString icon{};                      ///< name of the theme's icon; empty: none
    QList<QKeySequence> keys{};          ///< the first is shown
    QString synonyms{};                  ///< translated: other words that find it, with spaces between them
    std::function<void()> act{};         ///< what it does
    std::function<bool()> enabled{};     ///< whether that can be done now; none: always
    std::function<bool()> checked{};     ///< whether what it switches is on; none: it switches nothing
    std::function<CommandLook()> look{}; ///< none: always as said above
    QString shownKeys{};                 ///< keys that do the same where they have a meaning of their own: "Delete"
};

/// A command as the palette finds it.
struct Command {
    QString id;
    QString category;
    QAction* action; ///< text, icon, shortcut and state; owned by who made it
    QString synonyms;
};

/// The one table of all commands of a window, which feeds menus, palette, toolbars and tooltips. It keeps the tooltip
/// of every action as "Name (Ctrl+S)" and forgets actions that are deleted.
class CommandRegistry final : public QObject {
    Q_OBJECT

public:
    explicit CommandRegistry(QObject* parent = nullptr);

    /// Takes a row up: its action belongs to this widget, in which its keys work. One with the same id is replaced.
    QAction* add(const CommandRow& row, QWidget& owner);
    /// An action that another one made.
    void add(const QString& id, const QString& category, QAction* action);
    /// Brings the states of all actions up to date: something has changed that rows ask for.
    void refresh();

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
    void run(const QString& id) const;                    ///< if it can be done now

    /// Adds the commands of these ids to a menu; an empty one is a line between them.
    void addTo(QMenu& menu, const QStringList& ids) const;
    /// Adds all commands, each category as a menu of its own, in the table's order.
    void addAllTo(QMenu& menu) const;

private:
    void describe(QAction& action) const;

    std::vector<Command> m_commands;
    QHash<QString, CommandRow> m_rows; ///< of those that add() made an action for
    Source m_source;
};

/// The text of an action without its mnemonic.
[[nodiscard]] QString plainText(const QAction& action);

} // namespace gesso::ui
