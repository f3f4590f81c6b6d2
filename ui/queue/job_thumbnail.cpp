// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_thumbnail.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPointer>
#include <QThreadPool>

namespace gesso::ui {
namespace {

constexpr QSize kSize(96, 64);

} // namespace

JobThumbnail::JobThumbnail(QWidget* parent) : QWidget(parent)
{
    setFixedSize(kSize);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QSize JobThumbnail::sizeHint() const
{
    return kSize;
}

void JobThumbnail::setPicture(const QImage& picture)
{
    if (picture.isNull() || picture.cacheKey() == m_key) {
        return;
    }
    m_key = picture.cacheKey();
    m_next = picture;
    scaleNext();
}

void JobThumbnail::scaleNext()
{
    if (m_scaling || m_next.isNull()) {
        return;
    }
    m_scaling = true;
    const QImage picture = std::exchange(m_next, {});
    const QSize room = kSize * devicePixelRatioF();
    QThreadPool::globalInstance()->start([self = QPointer<JobThumbnail>(this), picture, room] {
        const QImage scaled = picture.scaled(room, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
        QMetaObject::invokeMethod(
            qApp,
            [self, scaled] {
                if (self) {
                    self->take(scaled);
                }
            },
            Qt::QueuedConnection);
    });
}

void JobThumbnail::take(const QImage& scaled)
{
    m_scaling = false;
    m_shown = scaled;
    update();
    scaleNext();
}

void JobThumbnail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_shown.isNull()) {
        fillRounded(painter, rect(), colors().surface2);
        const QRect place(QPoint((width() - Space::kIcon) / 2, (height() - Space::kIcon) / 2),
                          QSize(Space::kIcon, Space::kIcon));
        icon(QStringLiteral("photo")).paint(&painter, place, Qt::AlignCenter, QIcon::Disabled);
        return;
    }
    QPainterPath frame;
    frame.addRoundedRect(rect(), Space::kControlRadius, Space::kControlRadius);
    painter.setClipPath(frame);
    const QSizeF shown = QSizeF(m_shown.size()).scaled(size(), Qt::KeepAspectRatioByExpanding);
    painter.drawImage(QRectF(QPointF((width() - shown.width()) / 2, (height() - shown.height()) / 2), shown), m_shown);
}

} // namespace gesso::ui
