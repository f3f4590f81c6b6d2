// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_registry.h"

#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace gesso::ui {
namespace {

// Properties of an action.
constexpr const char* kShownKeys = "shownKeys"; ///< CommandRow::shownKeys
constexpr const char* kToolTip = "lookToolTip"; ///< CommandLook::toolTip
constexpr const char* kIcon = "lookIcon";       ///< name of its icon

void show(QAction& action, const CommandLook& look)
{
    action.setProperty(kToolTip, look.toolTip);
    if (action.property(kIcon) != look.icon) {
        action.setProperty(kIcon, look.icon);
        action.setIcon(ui::icon(look.icon));
    }
    action.setText(look.text);
}

} // namespace

CommandRegistry::CommandRegistry(QObject* parent) : QObject(parent) {}

QAction* CommandRegistry::add(const CommandRow& row, QWidget& owner)
{
    auto* action = new QAction(row.text, &owner);
    if (!row.icon.isEmpty()) {
        action->setIcon(ui::icon(row.icon));
    }
    action->setShortcuts(row.keys);
    action->setProperty(kShownKeys, row.shownKeys);
    action->setCheckable(static_cast<bool>(row.checked));
    connect(action, &QAction::triggered, this, [this, act = row.act] {
        act();
        refresh();
    });
    owner.addAction(action);
    m_rows.insert(row.id, row);
    add(row.id, row.category, action);
    m_commands.back().synonyms = row.synonyms;
    return action;
}

void CommandRegistry::add(const QString& id, const QString& category, QAction* action)
{
    std::erase_if(m_commands, [&id](const Command& command) { return command.id == id; });
    m_commands.push_back({id, category, action, {}});
    describe(*action);
    connect(action, &QAction::changed, this, [this, action] { describe(*action); });
    connect(action, &QObject::destroyed, this, [this](const QObject* gone) {
        std::erase_if(m_commands, [gone](const Command& command) { return command.action == gone; });
    });
}

void CommandRegistry::refresh()
{
    for (const Command& command : m_commands) {
        const auto row = m_rows.constFind(command.id);
        if (row == m_rows.cend()) {
            continue;
        }
        if (row->enabled) {
            command.action->setEnabled(row->enabled());
        }
        if (row->checked) {
            command.action->setChecked(row->checked());
        }
        if (row->look) {
            show(*command.action, row->look());
            describe(*command.action);
        }
    }
}

void CommandRegistry::describe(QAction& action) const
{
    const QString keys = action.property(kShownKeys).toString();
    const QString usual = keys.isEmpty() ? toolTipText(plainText(action), action.shortcut())
                                         : tr("%1 (%2)", "command, its keys").arg(plainText(action), keys);
    const QString special = action.property(kToolTip).toString();
    const QString text = special.isEmpty() ? usual : special;
    if (action.toolTip() != text) { // setting it says "changed" again
        action.setToolTip(text);
    }
}

QAction* CommandRegistry::find(const QString& id) const
{
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&id](const Command& command) { return command.id == id; });
    return found == m_commands.end() ? nullptr : found->action;
}

void CommandRegistry::run(const QString& id) const
{
    if (QAction* action = find(id); action != nullptr && action->isEnabled()) {
        action->trigger();
    }
}

void CommandRegistry::addTo(QMenu& menu, const QStringList& ids) const
{
    for (const QString& id : ids) {
        if (id.isEmpty()) {
            menu.addSeparator();
        } else if (QAction* action = find(id)) {
            menu.addAction(action);
        }
    }
}

void CommandRegistry::addAllTo(QMenu& menu) const
{
    QHash<QString, QMenu*> parts;
    for (const Command& command : m_commands) {
        QMenu*& part = parts[command.category];
        if (part == nullptr) {
            part = menu.addMenu(command.category);
        }
        part->addAction(command.action);
    }
}

QString plainText(const QAction& action)
{
    QString text = action.text();
    text.replace(QStringLiteral("&&"), QString(QChar(1))).remove(QLatin1Char('&')).replace(QChar(1), QLatin1Char('&'));
    return text;
}

} // namespace gesso::ui
