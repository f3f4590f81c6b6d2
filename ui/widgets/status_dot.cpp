// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/status_dot.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace gesso::ui {

namespace {

constexpr int kSize = 8;
constexpr qreal kStroke = 1.5;

} // namespace

StatusDot::StatusDot(QWidget* parent) : QWidget(parent)
{
    setFixedSize(kSize, kSize);
}

void StatusDot::setState(State state)
{
    m_state = state;
    update();
}

QSize StatusDot::sizeHint() const
{
    return {kSize, kSize};
}

void StatusDot::paintEvent(QPaintEvent*)
{
    const Colors& c = colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Hollow while nothing can be done, filled otherwise: the states differ in shape too.
    const bool hollow = m_state == State::Off || m_state == State::Waiting;
    const QColor color = m_state == State::Off     ? c.text3
                         : m_state == State::Ok    ? c.ok
                         : m_state == State::Error ? c.danger
                                                   : c.accent;
    painter.setPen(hollow ? QPen(color, kStroke) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(color));
    const qreal inset = hollow ? kStroke / 2 : 0;
    painter.drawEllipse(QRectF(rect()).adjusted(inset, inset, -inset, -inset));
}

} // namespace gesso::ui
