// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace gesso::ui {

/// An entry of the list of models: its name, at the right what it is, and below that why it cannot be used.
class ModelDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Both are QStrings, and empty where there is nothing to say.
    static constexpr int kDetailsRole = Qt::UserRole + 1, kProblemRole = Qt::UserRole + 2;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace gesso::ui
