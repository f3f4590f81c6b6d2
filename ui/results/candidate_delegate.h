// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace gesso::ui {

/// Paints a candidate of the strip: its thumbnail, whole, in a cell whose size follows the picture that is to be, so
/// that nothing moves when it arrives.
class CandidateDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kThumbHeight = 60; ///< device-independent pixels
    static constexpr int kCellHeight = 68;

    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the thumbnail lies in the cell.
    [[nodiscard]] static QRect thumbRect(const QRect& cell, const QModelIndex& index);
};

} // namespace gesso::ui
