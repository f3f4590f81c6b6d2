// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/viewport.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gesso::ui {
namespace {

constexpr double kSteps[] = {0.01, 0.015, 0.02, 0.03, 0.05, 0.0625, 0.08, 0.125, 0.16, 0.25, 0.33, 0.5, 0.67,
                             1.,   1.5,   2.,   3.,   4.,   6.,     8.,   12.,   16.,  24.,  32.,  48., 64.};
constexpr double kVisible = 48.; ///< so much of the picture stays in view, times the device pixel ratio

} // namespace

void Viewport::setView(const QSizeF& size, const QMarginsF& reserved, double devicePixelRatio)
{
    const QPointF middle = toPicture(centre());
    m_view = size;
    m_reserved = reserved;
    m_ratio = devicePixelRatio;
    if (m_fit) {
        fit();
    } else {
        m_corner = centre() - middle * m_zoom;
        keepVisible();
    }
}

void Viewport::setPicture(const QSize& size)
{
    if (size == m_picture) {
        return;
    }
    const QPointF middle = pictureRect().center();
    m_picture = size;
    if (m_fit) {
        fit();
    } else {
        m_corner = middle - QPointF(size.width(), size.height()) * m_zoom / 2;
        keepVisible();
    }
}

void Viewport::fit()
{
    m_fit = true;
    if (m_picture.isEmpty()) {
        return;
    }
    const QRectF room = QRectF(QPointF(), m_view).marginsRemoved(m_reserved);
    const double fitting =
        std::min(std::max(room.width(), 1.) / m_picture.width(), std::max(room.height(), 1.) / m_picture.height());
    m_zoom = std::clamp(fitting, kMinZoom, kMaxZoom);
    m_corner = room.center() - QPointF(m_picture.width(), m_picture.height()) * m_zoom / 2;
}

void Viewport::setZoom(double zoom, const QPointF& anchor)
{
    if (!std::isfinite(zoom)) {
        return;
    }
    const QPointF point = toPicture(anchor);
    m_fit = false;
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    m_corner = anchor - point * m_zoom;
    keepVisible();
}

void Viewport::panBy(const QPointF& offset)
{
    m_fit = false;
    m_corner += offset;
    keepVisible();
}

QRectF Viewport::pictureRect() const
{
    const QPointF corner(std::round(m_corner.x()), std::round(m_corner.y()));
    return {corner, QSizeF(m_picture) * m_zoom};
}

QPointF Viewport::toPicture(const QPointF& inView) const
{
    return (inView - m_corner) / m_zoom;
}

QPointF Viewport::toView(const QPointF& inPicture) const
{
    return m_corner + inPicture * m_zoom;
}

double Viewport::nextZoom(bool larger) const
{
    constexpr double kNearly = 1.01; // a zoom this close to a step counts as that step
    if (larger) {
        const auto* step = std::upper_bound(std::begin(kSteps), std::end(kSteps), m_zoom * kNearly);
        return step == std::end(kSteps) ? kMaxZoom : *step;
    }
    const auto* step = std::lower_bound(std::begin(kSteps), std::end(kSteps), m_zoom / kNearly);
    return step == std::begin(kSteps) ? kMinZoom : *std::prev(step);
}

void Viewport::keepVisible()
{
    const QSizeF size = QSizeF(m_picture) * m_zoom;
    const auto keep = [this](double corner, double length, double view) {
        const double part = std::min({kVisible * m_ratio, length, view / 2});
        return std::clamp(corner, part - length, view - part);
    };
    m_corner = {keep(m_corner.x(), size.width(), m_view.width()), keep(m_corner.y(), size.height(), m_view.height())};
}

} // namespace gesso::ui
