// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/drop_veil.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace gesso::ui {

DropVeil::DropVeil(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropVeil::paintEvent(QPaintEvent* /*event*/)
{
    constexpr double kShade = 0.7, kDash = 3.;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor shade = colors().canvas;
    shade.setAlphaF(kShade);
    QPen dashes(colors().accent, 2.);
    dashes.setDashPattern({kDash, kDash});
    painter.setPen(dashes);
    painter.setBrush(shade);
    const QRectF frame = QRectF(rect()).adjusted(Space::k12, Space::k12, -Space::k12, -Space::k12);
    painter.drawRoundedRect(frame, Space::kCardRadius, Space::kCardRadius);
    painter.setPen(colors().text1);
    painter.setFont(ui::font(TypeSize::kTitle, QFont::DemiBold));
    painter.drawText(frame, Qt::AlignCenter | Qt::TextWordWrap, tr("Drop to open it"));
}

} // namespace gesso::ui
