// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_list.h"

#include "ui/commands/command_search.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QPainter>

#include <algorithm>

namespace gesso::ui {

CommandList::CommandList(const CommandRegistry& registry, QObject* parent)
    : QAbstractListModel(parent), m_registry(registry)
{
    search({});
}

void CommandList::refresh()
{
    m_more.clear();
    m_owner = std::make_unique<QObject>(); // the former actions go, and out of the list
    m_more = m_registry.more(*m_owner);
}

void CommandList::search(const QString& query)
{
    struct Hit {
        Command command;
        int score;
    };
    std::vector<Hit> hits;
    std::vector<Command> all = m_registry.commands();
    if (!query.trimmed().isEmpty()) { // all models and styles together would bury the commands
        all.insert(all.end(), m_more.begin(), m_more.end());
    }
    for (const Command& command : all) {
        const int score = searchScore(query, plainText(*command.action), command.category, command.synonyms);
        if (score > 0 && command.action->isVisible()) {
            hits.push_back({command, score + (command.action->isEnabled() ? 1000 : 0)});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    beginResetModel();
    m_found.clear();
    for (const Hit& hit : hits) {
        m_found.push_back(hit.command);
        connect(hit.command.action, &QObject::destroyed, this, &CommandList::onActionDestroyed, Qt::UniqueConnection);
    }
    endResetModel();
}

void CommandList::onActionDestroyed(QObject* gone)
{
    beginResetModel();
    std::erase_if(m_found, [gone](const Command& command) { return command.action == gone; });
    endResetModel();
}

QAction* CommandList::actionAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_found[static_cast<std::size_t>(row)].action : nullptr;
}

int CommandList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandList::data(const QModelIndex& index, int role) const
{
    const QAction* action = actionAt(index.row());
    if (action == nullptr) {
        return {};
    }
    const Command& command = m_found[static_cast<std::size_t>(index.row())];
    const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
    switch (role) {
    case Qt::DisplayRole:
        return plainText(*action);
    case Qt::DecorationRole:
        return action->icon();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2 %3").arg(plainText(*action), command.category, shortcut).trimmed();
    case CategoryRole:
        return command.category;
    case ShortcutRole:
        return shortcut;
    default:
        return {};
    }
}

Qt::ItemFlags CommandList::flags(const QModelIndex& index) const
{
    const QAction* action = actionAt(index.row());
    const bool enabled = action != nullptr && action->isEnabled();
    return enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {Space::kSidePanel, Space::kPrimaryControl};
}

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& c = colors();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected) {
        fillRounded(*painter, option.rect, c.surface3);
    }
    QRect rest = option.rect.adjusted(Space::k12, 0, -Space::k12, 0);
    const QRect place(rest.left(), rest.center().y() - Space::kIcon / 2 + 1, Space::kIcon, Space::kIcon);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, place, Qt::AlignCenter,
               !enabled   ? QIcon::Disabled
               : selected ? QIcon::Selected
                          : QIcon::Normal);
    rest.setLeft(place.right() + Space::k12);
    painter->setFont(font(TypeSize::kCaption));
    painter->setPen(enabled ? c.text2 : c.text3);
    const QString shortcut = index.data(CommandList::ShortcutRole).toString();
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight, shortcut);
    rest.setRight(rest.right() - painter->fontMetrics().horizontalAdvance(shortcut) - Space::k12);
    painter->setFont(option.font);
    painter->setPen(enabled ? c.text1 : c.text3);
    const QString name =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, std::max(0, rest.width()));
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, name);
    rest.setLeft(rest.left() + painter->fontMetrics().horizontalAdvance(name) + Space::k8);
    painter->setFont(font(TypeSize::kCaption));
    painter->setPen(c.text3);
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, index.data(CommandList::CategoryRole).toString());
    painter->restore();
}

} // namespace gesso::ui
