// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/floating_card.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

namespace gesso::ui {
namespace {

void paintCardAndShadow(QPainter& painter, const QRectF& card)
{
    constexpr double kDown = 2.; // the light comes from above
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor shade = colors().shadow;
    shade.setAlphaF(shade.alphaF() / kCardShadow); // the rings add up to about the shadow's own darkness
    painter.setBrush(shade);
    for (int ring = kCardShadow - 1; ring > 0; ring -= 1) {
        const double radius = Space::kCardRadius + ring;
        painter.drawRoundedRect(card.adjusted(-ring, -ring + kDown, ring, ring).adjusted(0, kDown, 0, 0), radius,
                                radius);
    }
    painter.setBrush(colors().surface1);
    painter.drawRoundedRect(card, Space::kCardRadius, Space::kCardRadius);
}

} // namespace

void paintFloatingCard(QPainter& painter, const QRectF& card)
{
    // The shadow's rings are dear, and a card over the canvas is painted with every preview.
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize around = card.size().toSize() + 4 * QSize(kCardShadow, kCardShadow);
    const QString key = QStringLiteral("floating card %1x%2 %3 %4 %5")
                            .arg(card.width())
                            .arg(card.height())
                            .arg(ratio)
                            .arg(colors().shadow.rgba())
                            .arg(colors().surface1.rgba());
    QPixmap painted;
    if (!QPixmapCache::find(key, &painted)) {
        painted = QPixmap(around * ratio);
        painted.setDevicePixelRatio(ratio);
        painted.fill(Qt::transparent);
        QPainter once(&painted);
        paintCardAndShadow(once, QRectF(QPointF(2 * kCardShadow, 2 * kCardShadow), card.size()));
        once.end();
        QPixmapCache::insert(key, painted);
    }
    painter.drawPixmap(card.topLeft() - QPointF(2 * kCardShadow, 2 * kCardShadow), painted);
}

void paintCardCorners(QPainter& painter, const QRectF& card, const QColor& outside)
{
    constexpr double kRadius = Space::kCardRadius;
    QPainterPath corners;
    corners.addRect(card);
    corners.addRoundedRect(card, kRadius, kRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(corners, outside); // odd-even: the corners alone
    painter.restore();
}

} // namespace gesso::ui
