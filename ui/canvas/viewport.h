// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace gesso::ui {

/// Where the picture lies in the view. All view lengths are device pixels, so that a zoom of 1 is one pixel of the
/// picture on one of the screen. A plain value without a widget.
class Viewport final {
public:
    static constexpr double kMinZoom = 0.01, kMaxZoom = 64.;

    /// `reserved` is what fit keeps free at the sides.
    void setView(const QSizeF& size, const QMarginsF& reserved, double devicePixelRatio);
    /// A picture of another size keeps the zoom, and its middle where the former's was, unless it is fitted.
    void setPicture(const QSize& size);

    void fit();
    /// Sets the zoom, brought into its range, and keeps the picture's point under `anchor` where it is.
    void setZoom(double zoom, const QPointF& anchor);
    void panBy(const QPointF& offset);

    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool isFit() const { return m_fit; } ///< follows the view's size until the zoom or place is set
    [[nodiscard]] QPointF centre() const { return {m_view.width() / 2, m_view.height() / 2}; }
    /// The picture in the view, its corner on whole pixels.
    [[nodiscard]] QRectF pictureRect() const;
    [[nodiscard]] QPointF toPicture(const QPointF& inView) const;
    [[nodiscard]] QPointF toView(const QPointF& inPicture) const;

    /// The next of the usual zooms (... 50 %, 67 %, 100 %, 150 % ...) above or below.
    [[nodiscard]] double nextZoom(bool larger) const;

private:
    void keepVisible();

    QSizeF m_view{1, 1};
    QMarginsF m_reserved;
    double m_ratio = 1.;
    QSize m_picture;
    double m_zoom = 1.;
    QPointF m_corner; ///< of the picture, in the view
    bool m_fit = true;
};

} // namespace gesso::ui
