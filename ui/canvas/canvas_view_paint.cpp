// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/canvas_view.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/floating_card.h"

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace gesso::ui {
namespace {

constexpr double kSmoothUpTo = 2.; ///< zoom above which pixels are shown as squares, times the device pixel ratio
constexpr int kProgressThickness = 3;
constexpr int kProgressGap = 1;
constexpr int kBusySteps = 60; ///< frames of one sweep

void fillChecks(QPainter& painter, const QRectF& rect)
{
    constexpr int kSide = Space::k8;
    QPixmap tile(2 * kSide, 2 * kSide);
    tile.fill(colors().surface2);
    QPainter tilePainter(&tile);
    tilePainter.fillRect(0, 0, kSide, kSide, colors().surface3);
    tilePainter.fillRect(kSide, kSide, kSide, kSide, colors().surface3);
    tilePainter.end();
    painter.drawTiledPixmap(rect, tile);
}

} // namespace

void CanvasView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    QRegion around = event->region();
    if (!m_shown.size.isEmpty()) {
        around -= pictureRect().toAlignedRect().adjusted(2, 2, -2, -2); // which is opaque
    }
    for (const QRect& part : around) {
        painter.fillRect(part, colors().canvas);
    }
    if (!m_shown.size.isEmpty()) {
        paintPicture(painter);
        paintOverlays(painter);
    }
    paintCardCorners(painter, rect(), colors().surface0);
    if (showsFocusRing(*this)) {
        drawFocusRing(painter, rect(), Space::kCardRadius);
    }
}

QRegion CanvasView::drawnRegion() const
{
    if (m_shown.size.isEmpty()) {
        return {};
    }
    constexpr int kFrame = 2; // around the picture, and what is rounded
    return QRegion(pictureRect().toAlignedRect().adjusted(-kFrame, -kFrame, kFrame, kFrame)) | labelRect() |
           progressRect();
}

/// The level in this size of device pixels, smoothly; null where it is not worth keeping: when it is painted for the
/// first time, since the next preview or step of the zoom may be another one, or where it is far larger than the view.
const QImage* CanvasView::scaled(const QImage& level, const QSize& size)
{
    constexpr qint64 kViews = 2;
    const QSizeF view = QSizeF(this->size()) * devicePixelRatioF();
    if (qint64(size.width()) * size.height() > kViews * qint64(view.width() * view.height())) {
        return nullptr;
    }
    if (m_scaled.of != level.cacheKey() || m_scaled.size != size) {
        m_scaled = {level.cacheKey(), size, {}};
        return nullptr;
    }
    if (m_scaled.image.isNull()) {
        m_scaled.image = QImage(size, level.format());
        QPainter painter(&m_scaled.image);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(QPointF(), QSizeF(size)), level, QRectF(level.rect()));
    }
    return m_scaled.image.isNull() ? nullptr : &m_scaled.image;
}

void CanvasView::paintPicture(QPainter& painter)
{
    painter.save();
    // Device pixels from here on, so that at 100 % each pixel of the picture is exactly one of the screen, also where
    // the widget itself begins between two of them.
    const QPointF origin = painter.deviceTransform().map(QPointF());
    const double ratio = devicePixelRatioF();
    painter.scale(1. / ratio, 1. / ratio);
    QRectF place = m_viewport.pictureRect();
    place.translate(std::round(origin.x()) - origin.x(), std::round(origin.y()) - origin.y());
    const QRectF view(QPointF(), QSizeF(size()) * ratio);
    const QRectF visible = place & view;
    if (m_pyramid.empty()) {
        painter.fillRect(visible, colors().surface0);
    } else if (!visible.isEmpty()) {
        const QImage& first = m_pyramid.levels.front();
        const double scale = place.width() / first.width(); // of the picture that is there, preview or not
        const bool isPreview = first.size() != m_shown.size || m_shown.picture.size() != m_shown.size;
        const bool squares = !isPreview && !isFit() && scale > kSmoothUpTo * ratio; // fitted: to be looked at
        const QImage& level = squares ? first : m_pyramid.levelFor(scale);
        if (!squares) { // whole pixels, so that it looks the same when it is only copied
            place.setSize(QSizeF(place.size().toSize().expandedTo(QSize(1, 1))));
        }
        if (level.hasAlphaChannel()) {
            fillChecks(painter, visible);
        }
        painter.setRenderHint(QPainter::SmoothPixmapTransform, !squares);
        if (place.size() == QSizeF(level.size())) {
            painter.drawImage(visible, level, visible.translated(-place.topLeft()));
        } else if (const QImage* ready = squares ? nullptr : scaled(level, place.size().toSize())) {
            painter.setClipRect(visible);
            painter.drawImage(place.topLeft(), *ready);
        } else {
            // The part that is seen alone: what lies outside costs nothing.
            const double sx = level.width() / place.width();
            const double sy = level.height() / place.height();
            const QRectF part((visible.x() - place.x()) * sx, (visible.y() - place.y()) * sy, visible.width() * sx,
                              visible.height() * sy);
            const QRect seen = part.toAlignedRect().adjusted(-1, -1, 1, 1) & level.rect();
            const QRectF target(place.x() + seen.x() / sx, place.y() + seen.y() / sy, seen.width() / sx,
                                seen.height() / sy);
            painter.setClipRect(visible);
            painter.drawImage(target, level, seen);
        }
    }
    painter.restore();
}

QRect CanvasView::progressRect() const
{
    const QRectF place = pictureRect();
    const double bottom = height() - m_bottomInset;
    const double lowest = std::max(bottom + Space::k8, 0.) - kProgressThickness;
    const double y = std::min(place.bottom() + kProgressGap, lowest);
    return QRectF(place.x(), y, place.width(), kProgressThickness).toAlignedRect() & rect();
}

void CanvasView::paintProgress(QPainter& painter) const
{
    const QRectF line = progressRect();
    painter.fillRect(line, colors().surface3);
    if (m_shown.progress == ShownPicture::Progress::Fraction) {
        painter.fillRect(
            QRectF(line.topLeft(), QSizeF(line.width() * std::clamp(m_shown.fraction, 0., 1.), line.height())),
            colors().accent);
        return;
    }
    constexpr double kPart = 0.3; // of the line that is lit
    const double phase = m_busy.isActive() ? double(m_busyStep % kBusySteps) / kBusySteps : 0.35;
    const double start = phase * (1. + kPart) - kPart;
    const QRectF lit(line.x() + start * line.width(), line.y(), kPart * line.width(), line.height());
    painter.fillRect(lit & line, colors().accent);
}

QString CanvasView::labelText() const
{
    const QString size = tr("%1 × %2").arg(m_shown.size.width()).arg(m_shown.size.height());
    return m_shown.caption.isEmpty() ? size : tr("%1 · %2").arg(size, m_shown.caption);
}

QRect CanvasView::labelRect() const
{
    const QFontMetrics metrics(ui::font(TypeSize::kCaption, QFont::Normal, true));
    const QSize size(metrics.horizontalAdvance(labelText()) + 2 * Space::k8, Space::k24);
    const QRectF place = pictureRect();
    const int x = std::clamp(qRound(place.x()), Space::k8, std::max(Space::k8, width() - size.width() - Space::k8));
    const int y = std::clamp(qRound(place.y()) - size.height() - Space::k8 + 1, Space::k8,
                             std::max(Space::k8, height() - size.height() - Space::k8));
    return {QPoint(x, y), size};
}

void CanvasView::paintOverlays(QPainter& painter) const
{
    if (m_shown.progress != ShownPicture::Progress::None) {
        painter.setPen(QPen(colors().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(pictureRect().adjusted(-0.5, -0.5, 0.5, 0.5));
        paintProgress(painter);
    }
    const QRect label = labelRect();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().surface1);
    painter.drawRoundedRect(label, Space::kControlRadius, Space::kControlRadius);
    painter.setPen(colors().text2);
    painter.setFont(ui::font(TypeSize::kCaption, QFont::Normal, true));
    painter.drawText(label, Qt::AlignCenter, labelText());
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace gesso::ui
