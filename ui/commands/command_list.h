// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/commands/command_registry.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include <memory>

namespace gesso::ui {

/// The commands that answer a search, best first, those that cannot be run now at the end.
class CommandList final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { CategoryRole = Qt::UserRole, ShortcutRole };

    explicit CommandList(const CommandRegistry& registry, QObject* parent = nullptr);

    void refresh(); ///< asks the registry's source again
    void search(const QString& query);
    [[nodiscard]] QAction* actionAt(int row) const; ///< nullptr outside the list

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    /// A command whose action is deleted while the list is shown may not stay in it.
    void onActionDestroyed(QObject* gone);

    const CommandRegistry& m_registry;
    std::vector<Command> m_more;
    std::vector<Command> m_found;
    std::unique_ptr<QObject> m_owner; ///< of the actions in m_more; goes first, as it takes them out of m_found
};

/// Draws a command: icon, name, category in grey, shortcut at the right.
class CommandDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace gesso::ui
