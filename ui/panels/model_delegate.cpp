// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/model_delegate.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace gesso::ui {
namespace {

constexpr int kSecondLine = 18;

bool isSeparator(const QModelIndex& index)
{
    return index.data(Qt::AccessibleDescriptionRole).toString() == QStringLiteral("separator"); // as QComboBox has it
}

} // namespace

QSize ModelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (isSeparator(index)) {
        return {0, Space::k8 + 1};
    }
    const bool two = !index.data(kProblemRole).toString().isEmpty();
    return {QStyledItemDelegate::sizeHint(option, index).width(), Space::kControl + (two ? kSecondLine : 0)};
}

void ModelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (isSeparator(index)) {
        painter->fillRect(QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1), colors().line);
        return;
    }
    QStyleOptionViewItem plain(option);
    initStyleOption(&plain, index);
    plain.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);

    painter->save();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    QRect line = option.rect.adjusted(Space::kFieldInset, 0, -Space::kFieldInset, 0);
    line.setHeight(Space::kControl);
    painter->setFont(ui::font(TypeSize::kCaption));
    painter->setPen(enabled ? colors().text2 : colors().text3);
    const QString details = index.data(kDetailsRole).toString();
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, details);
    const int taken = details.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(details) + Space::k12;
    if (const QString problem = index.data(kProblemRole).toString(); !problem.isEmpty()) {
        const QRect below(line.left(), line.bottom() - Space::k8, line.width(), kSecondLine + Space::k4);
        painter->drawText(below, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(problem, Qt::ElideRight, below.width()));
    }
    painter->setFont(option.font);
    painter->setPen(enabled ? colors().text1 : colors().text3);
    const QRect name = line.adjusted(0, 0, -taken, 0);
    painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
    painter->restore();
}

} // namespace gesso::ui
