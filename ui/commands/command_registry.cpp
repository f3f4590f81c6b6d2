// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_registry.h"

#include "ui/widgets/icon_button.h"

#include <QAction>

#include <algorithm>

namespace gesso::ui {

namespace {

void describe(QAction& action)
{
    const QString text = toolTipText(plainText(action), action.shortcut());
    if (action.toolTip() != text) { // setting it says "changed" again
        action.setToolTip(text);
    }
}

} // namespace

CommandRegistry::CommandRegistry(QObject* parent) : QObject(parent) {}

void CommandRegistry::add(const QString& id, const QString& category, QAction* action)
{
    std::erase_if(m_commands, [&id](const Command& command) { return command.id == id; });
    m_commands.push_back({id, category, action, {}});
    describe(*action);
    connect(action, &QAction::changed, this, [action] { describe(*action); });
    connect(action, &QObject::destroyed, this, [this](const QObject* gone) {
        std::erase_if(m_commands, [gone](const Command& command) { return command.action == gone; });
    });
}

void CommandRegistry::setSynonyms(const QString& id, const QString& words)
{
    for (Command& command : m_commands) {
        command.synonyms = command.id == id ? words : command.synonyms;
    }
}

QAction* CommandRegistry::find(const QString& id) const
{
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&id](const Command& command) { return command.id == id; });
    return found == m_commands.end() ? nullptr : found->action;
}

QString plainText(const QAction& action)
{
    QString text = action.text();
    text.replace(QStringLiteral("&&"), QString(QChar(1))).remove(QLatin1Char('&')).replace(QChar(1), QLatin1Char('&'));
    return text;
}

} // namespace gesso::ui
