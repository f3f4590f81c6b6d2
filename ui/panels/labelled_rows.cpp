// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/labelled_rows.h"

#include "ui/theme/tokens.h"

#include <QLabel>

namespace gesso::ui {
namespace {

constexpr int kLabelWidth = 64;

} // namespace

LabelledRows::LabelledRows(QWidget* parent) : QGridLayout(parent)
{
    setHorizontalSpacing(Space::k12);
    setVerticalSpacing(Space::k8);
    setColumnMinimumWidth(0, kLabelWidth);
    setColumnStretch(1, 1);
}

void LabelledRows::add(const QString& label, QWidget* field)
{
    auto* caption = new QLabel(label, field->parentWidget());
    caption->setProperty("role", "caption");
    caption->setBuddy(field);
    if (field->accessibleName().isEmpty()) {
        field->setAccessibleName(label);
    }
    const int row = rowCount();
    addWidget(caption, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    addWidget(field, row, 1);
}

void LabelledRows::addWide(QWidget* widget)
{
    addWidget(widget, rowCount(), 0, 1, 2);
}

} // namespace gesso::ui
