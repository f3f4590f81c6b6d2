// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIconEngine>
#include <QPixmap>
#include <QString>

namespace gesso::ui {

/// Draws one SVG of resources/icons, whose strokes are `currentColor`, in a colour of the scheme in use; nothing is
/// drawn when there is no such file. Rendered again for each size and device pixel ratio and kept in QPixmapCache.
class IconEngine final : public QIconEngine {
public:
    explicit IconEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QSize actualSize(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QString key() const override;
    [[nodiscard]] QIconEngine* clone() const override;

private:
    QString m_name;
};

/// Draws an icon of resources/icons in one colour, centred in `rect` (device-independent pixels).
void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace gesso::ui
