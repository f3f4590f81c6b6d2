// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/paint.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace gesso::ui {

namespace {

constexpr qreal kRing = 2;

qreal figureWidth(const QFontMetricsF& metrics)
{
    qreal widest = 0;
    for (char figure = '0'; figure <= '9'; ++figure) {
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(figure)));
    }
    return widest;
}

} // namespace

void fillRounded(QPainter& painter, const QRectF& rect, const QColor& color, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors().accent, kRing));
    painter.setBrush(Qt::NoBrush);
    const qreal inset = kRing / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

bool showsFocusRing(const QWidget& widget)
{
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

qreal tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    const qreal figure = figureWidth(metrics);
    qreal width = 0;
    QString rest;
    for (const QChar c : text) {
        if (c.isDigit()) {
            width += metrics.horizontalAdvance(rest) + figure;
            rest.clear();
        } else {
            rest += c;
        }
    }
    return width + metrics.horizontalAdvance(rest);
}

void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    const qreal figure = figureWidth(metrics);
    const qreal spare = rect.width() - tabularWidth(metrics, text);
    qreal x = rect.left();
    if (alignment & Qt::AlignRight) {
        x += spare;
    } else if (alignment & Qt::AlignHCenter) {
        x += spare / 2;
    }
    const qreal y = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    const auto draw = [&](const QString& part) {
        painter.drawText(QPointF(x, y), part);
        x += metrics.horizontalAdvance(part);
    };
    QString rest;
    for (const QChar c : text) {
        if (!c.isDigit()) {
            rest += c;
            continue;
        }
        draw(rest);
        rest.clear();
        painter.drawText(QPointF(x + (figure - metrics.horizontalAdvance(c)) / 2, y), QString(c));
        x += figure;
    }
    draw(rest);
}

} // namespace gesso::ui
