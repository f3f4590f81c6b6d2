// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_engine.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// The resources are in a static library: without this the linker leaves them out. It may not be in a namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(gesso);
}

namespace gesso::ui {

namespace {

QByteArray svgText(const QString& name, const QColor& color)
{
    static const bool ready = (initIcons(), true);
    Q_UNUSED(ready);
    QFile file(QStringLiteral(":/gesso/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QByteArray text = file.readAll();
    text.replace("currentColor", color.name().toLatin1());
    text.replace("stroke-width=\"2\"", "stroke-width=\"1.5\""); // Tabler draws 2 px, the house style is 1.5 px
    return text;
}

/// `size` in device pixels; the icon is drawn into the largest centred square.
QPixmap render(const QString& name, const QSize& size, const QColor& color)
{
    const QString key = QStringLiteral("gesso-icon/%1/%2x%3/%4")
                            .arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(color.name(QColor::HexArgb));
    QPixmap pixmap;
    if (size.isEmpty() || QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svgText(name, color));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const int side = qMin(size.width(), size.height());
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor colorOf(QIcon::Mode mode, QIcon::State state)
{
    const Colors& c = colors();
    if (mode == QIcon::Disabled) {
        return c.text3;
    }
    return mode == QIcon::Normal && state == QIcon::Off ? c.text2 : c.text1;
}

} // namespace

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    paintIcon(*painter, m_name, rect, colorOf(mode, state));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return render(m_name, size, colorOf(mode, state));
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal)
{
    return pixmap(size, mode, state); // size is in device pixels already
}

QSize IconEngine::actualSize(const QSize& size, QIcon::Mode, QIcon::State)
{
    return size;
}

QString IconEngine::key() const
{
    return QStringLiteral("gesso");
}

QIconEngine* IconEngine::clone() const
{
    return new IconEngine(m_name);
}

void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    const qreal side = qMin(rect.width(), rect.height());
    const int pixels = qRound(side * ratio);
    QPixmap pixmap = render(name, QSize(pixels, pixels), color);
    pixmap.setDevicePixelRatio(ratio);
    // On whole device pixels, or the strokes blur.
    const auto snapped = [ratio](qreal at) { return std::round(at * ratio) / ratio; };
    const QPointF at = rect.center() - QPointF(side / 2, side / 2);
    painter.drawPixmap(QPointF(snapped(at.x()), snapped(at.y())), pixmap);
}

QIcon icon(const QString& name)
{
    return QIcon(new IconEngine(name));
}

QIcon applicationIcon()
{
    return QIcon(new IconEngine(QStringLiteral("gesso")));
}

} // namespace gesso::ui
