// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/canvas_view.h"

#include "ui/theme/theme.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <cmath>

namespace gesso::ui {
namespace {

constexpr qint64 kRememberedBytes = 512LL << 20;
constexpr std::size_t kRememberedPictures = 16;
constexpr int kBusyFrameMs = 33;
constexpr double kWheelDoubling = 480.; ///< eighths of a degree that double the zoom: four notches
constexpr int kPanStep = Space::k24;

/// A preview doubled twice: that way its pixels melt into each other, which one large step of the painter's does not
/// do.
QImage softened(const QImage& preview)
{
    return preview.scaled(2 * preview.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(4 * preview.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Canvas: arrow keys show the next picture, plus and minus zoom"));
    m_pool.setMaxThreadCount(1);
    m_busy.setInterval(kBusyFrameMs);
    connect(&m_busy, &QTimer::timeout, this, [this] {
        ++m_busyStep;
        update(progressRect());
    });
}

CanvasView::~CanvasView()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

QSize CanvasView::minimumSizeHint() const
{
    return {Space::kSidePanel, Space::kSidePanel};
}

void CanvasView::setShown(const ShownPicture& shown)
{
    const bool otherPlace = shown.id != m_shown.id || shown.size != m_shown.size || shown.caption != m_shown.caption;
    const bool otherPicture = shown.id != m_shown.id || shown.picture.cacheKey() != m_shown.picture.cacheKey();
    const QRect formerProgress = progressRect();
    m_shown = shown;
    change([this] { m_viewport.setPicture(m_shown.size); });
    if (otherPicture) {
        prepare();
    } else if (m_pyramid.empty() && !m_shown.standIn.isNull()) {
        m_pyramid = buildPyramid(m_shown.standIn);
        update();
    }
    const bool animated = shown.progress == ShownPicture::Progress::Busy && motionMs() > 0;
    if (animated != m_busy.isActive()) {
        animated ? m_busy.start() : m_busy.stop();
    }
    if (otherPlace || otherPicture) {
        update();
    } else {
        update(formerProgress | progressRect());
    }
}

void CanvasView::prepare()
{
    m_stop.request_stop();
    m_stop = {};
    if (m_pyramidOf != m_shown.id) {
        m_pyramid = {};
        m_pyramidOf = m_shown.id;
    }
    if (m_shown.picture.isNull()) { // nothing, or one that is being read
        m_pyramid = m_shown.standIn.isNull() ? PicturePyramid() : buildPyramid(m_shown.standIn);
    } else if (const PicturePyramid* known = remembered(m_shown.picture.cacheKey())) {
        m_pyramid = *known;
    } else if (isSmallPicture(m_shown.picture)) {
        constexpr int kCoarse = 4; // pixels of the finished picture for one of the preview
        const bool coarse = kCoarse * m_shown.picture.width() <= m_shown.size.width();
        m_pyramid = buildPyramid(coarse ? softened(m_shown.picture) : m_shown.picture);
        m_pyramid.key = m_shown.picture.cacheKey();
    } else {
        if (m_pyramid.empty() && !m_shown.standIn.isNull()) {
            m_pyramid = buildPyramid(m_shown.standIn);
        }
        m_pool.start([this, id = m_shown.id, picture = m_shown.picture, stop = m_stop.get_token()] {
            const PicturePyramid pyramid = buildPyramid(picture, stop);
            if (!pyramid.empty()) {
                QMetaObject::invokeMethod(
                    this, [this, id, pyramid] { usePyramid(id, pyramid); }, Qt::QueuedConnection);
            }
        });
    }
}

void CanvasView::usePyramid(quint64 id, PicturePyramid pyramid)
{
    remember(pyramid);
    if (id == m_shown.id && pyramid.key == m_shown.picture.cacheKey()) {
        m_pyramid = std::move(pyramid);
        update();
        Q_EMIT prepared();
    }
}

bool CanvasView::isPrepared() const
{
    return !m_pyramid.empty() && m_pyramid.key == m_shown.picture.cacheKey();
}

const PicturePyramid* CanvasView::remembered(qint64 key) const
{
    for (const PicturePyramid& pyramid : m_remembered) {
        if (pyramid.key == key) {
            return &pyramid;
        }
    }
    return nullptr;
}

void CanvasView::remember(const PicturePyramid& pyramid)
{
    if (pyramid.bytes() > kRememberedBytes) {
        return;
    }
    m_remembered.push_front(pyramid);
    qint64 bytes = 0;
    for (std::size_t i = 0; i < m_remembered.size(); ++i) {
        bytes += m_remembered[i].bytes();
        if (bytes > kRememberedBytes || i >= kRememberedPictures) {
            m_remembered.resize(i);
        }
    }
}

template <class Change> void CanvasView::change(Change&& change)
{
    const double zoom = m_viewport.zoom();
    const bool fitted = m_viewport.isFit();
    const QRectF place = m_viewport.pictureRect();
    const QRegion formerly = drawnRegion();
    change();
    if (place != m_viewport.pictureRect()) {
        update(formerly | drawnRegion()); // not the cards that float elsewhere
    }
    if (zoom != m_viewport.zoom() || fitted != m_viewport.isFit()) {
        Q_EMIT zoomChanged(m_viewport.zoom());
    }
}

void CanvasView::syncView()
{
    const double ratio = devicePixelRatioF();
    const QMarginsF reserved(Space::kTopBar, Space::kOptionsBar, Space::kTopBar,
                             m_bottomInset > 0 ? m_bottomInset : Space::kOptionsBar);
    change([&] { m_viewport.setView(QSizeF(size()) * ratio, reserved * ratio, ratio); });
}

void CanvasView::setBottomInset(int height)
{
    if (height != m_bottomInset) {
        m_bottomInset = height;
        syncView();
    }
}

void CanvasView::fit()
{
    change([this] { m_viewport.fit(); });
}

void CanvasView::setZoom(double zoom, std::optional<QPointF> about)
{
    const QPointF anchor = about ? *about * devicePixelRatioF() : m_viewport.centre();
    change([&] { m_viewport.setZoom(zoom, anchor); });
}

void CanvasView::zoomIn()
{
    setZoom(m_viewport.nextZoom(true));
}

void CanvasView::zoomOut()
{
    setZoom(m_viewport.nextZoom(false));
}

QRectF CanvasView::pictureRect() const
{
    const QRectF rect = m_viewport.pictureRect();
    const double ratio = devicePixelRatioF();
    return {rect.topLeft() / ratio, rect.size() / ratio};
}

QPointF CanvasView::toPicture(const QPointF& inWidget) const
{
    return m_viewport.toPicture(inWidget * devicePixelRatioF());
}

bool CanvasView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ScreenChangeInternal: // the device pixel ratio may be another one
    case QEvent::Show:
        syncView();
        break;
    case QEvent::PaletteChange:
        update();
        break;
    case QEvent::NativeGesture:
        if (gestured(static_cast<QNativeGestureEvent*>(event))) {
            return true;
        }
        break;
    case QEvent::Gesture:
        if (QGesture* pinch = static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture);
            pinch != nullptr && pinched(static_cast<QPinchGesture*>(pinch))) {
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

bool CanvasView::pinched(QPinchGesture* gesture)
{
    if (gesture->changeFlags() & QPinchGesture::ScaleFactorChanged) {
        setZoom(zoom() * gesture->scaleFactor(), mapFromGlobal(gesture->centerPoint().toPoint()));
    }
    return true;
}

bool CanvasView::gestured(QNativeGestureEvent* gesture)
{
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
        setZoom(zoom() * (1. + gesture->value()), gesture->position());
        return true;
    }
    if (gesture->gestureType() == Qt::SmartZoomNativeGesture) {
        isFit() ? setZoom(1., gesture->position()) : fit();
        return true;
    }
    return false;
}

void CanvasView::resizeEvent(QResizeEvent* /*event*/)
{
    syncView();
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    const double turned = std::clamp(event->angleDelta().y(), -1200, 1200);
    if (turned != 0. && !m_shown.size.isEmpty()) {
        setZoom(zoom() * std::exp2(turned / kWheelDoubling), event->position());
    }
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    const bool ctrl = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->key() == Qt::Key_Space) {
        m_spaceDown = true;
        showCursor();
    } else if (ctrl && event->key() == Qt::Key_0) {
        fit();
    } else if (ctrl && event->key() == Qt::Key_1) {
        setZoom(1.);
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) {
        zoomIn();
    } else if (event->key() == Qt::Key_Minus) {
        zoomOut();
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        change([&] {
            m_viewport.panBy({0., (event->key() == Qt::Key_Up ? kPanStep : -kPanStep) * devicePixelRatioF()});
        });
    } else if (shift && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        change([&] {
            m_viewport.panBy({(event->key() == Qt::Key_Left ? kPanStep : -kPanStep) * devicePixelRatioF(), 0.});
        });
    } else {
        QWidget::keyPressEvent(event); // the page knows more keys
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceDown = false;
        showCursor();
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceDown)) {
        m_panFrom = event->position();
        showCursor();
    } else {
        QWidget::mousePressEvent(event);
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_panFrom && !m_shown.size.isEmpty()) {
        const QPointF by = event->position() - *m_panFrom;
        m_panFrom = event->position();
        change([&] { m_viewport.panBy(by * devicePixelRatioF()); });
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton) {
        m_panFrom.reset();
        showCursor();
    }
}

void CanvasView::focusOutEvent(QFocusEvent* event)
{
    m_spaceDown = false;
    m_panFrom.reset();
    showCursor();
    QWidget::focusOutEvent(event);
}

void CanvasView::showCursor()
{
    if (m_panFrom) {
        setCursor(Qt::ClosedHandCursor);
    } else if (m_spaceDown) {
        setCursor(Qt::OpenHandCursor);
    } else {
        unsetCursor();
    }
}

} // namespace gesso::ui
