// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/picture_pyramid.h"
#include "ui/canvas/viewport.h"

#include <QImage>
#include <QThreadPool>
#include <QTimer>
#include <QWidget>

#include <deque>
#include <optional>

class QNativeGestureEvent;
class QPinchGesture;

namespace gesso::ui {

/// What the view shows: a picture in its place, or the place alone.
struct ShownPicture {
    enum class Progress : std::uint8_t { None, Busy, Fraction };

    quint64 id = 0; ///< whose picture it is: while the next one of the same id is prepared, the former stays
    QImage picture; ///< of any size: it is painted in the place of `size`; null: an empty place
    QSize size;     ///< of the finished picture, pixels; empty: nothing is shown
    QImage standIn; ///< small, shown while a large picture is prepared
    Progress progress = Progress::None;
    double fraction = 0.; ///< 0..1
    QString caption;      ///< after the size, in the label above the corner; may be empty
};

/// The picture on the canvas: zoom about the cursor (wheel, pinch, + and -), pan (Space or middle button), fit (Ctrl+0)
/// and 100 % (Ctrl+1). Whatever the picture's size, it is painted within a frame: levels of it are prepared on a
/// thread.
class CanvasView final : public QWidget {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    void setShown(const ShownPicture& shown);
    [[nodiscard]] const ShownPicture& shown() const { return m_shown; }
    /// Height at the bottom that fit keeps free, device-independent pixels: the strip floats there.
    void setBottomInset(int height);

    void fit();
    /// Pixels of the screen for one of the picture, 0.01..64; about a point of the widget, by default its middle.
    void setZoom(double zoom, std::optional<QPointF> about = std::nullopt);
    void zoomIn();
    void zoomOut();
    [[nodiscard]] double zoom() const { return m_viewport.zoom(); }
    [[nodiscard]] bool isFit() const { return m_viewport.isFit(); }

    [[nodiscard]] QRectF pictureRect() const;                       ///< in the widget
    [[nodiscard]] QPointF toPicture(const QPointF& inWidget) const; ///< pixels of the finished picture
    [[nodiscard]] bool isPrepared() const; ///< whether the picture itself is painted, no stand-in

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void zoomChanged(double zoom);
    void prepared(); ///< the picture itself is painted from now on

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void syncView();
    template <class Change> void change(Change&& change);
    void prepare();
    void usePyramid(quint64 id, PicturePyramid pyramid);
    [[nodiscard]] const PicturePyramid* remembered(qint64 key) const;
    void remember(const PicturePyramid& pyramid);
    [[nodiscard]] bool pinched(QPinchGesture* gesture);
    [[nodiscard]] bool gestured(QNativeGestureEvent* gesture);
    void showCursor();
    [[nodiscard]] QRect progressRect() const;
    [[nodiscard]] QRect labelRect() const;
    [[nodiscard]] QString labelText() const;
    /// What of the widget shows the picture and what belongs to it.
    [[nodiscard]] QRegion drawnRegion() const;
    void paintPicture(QPainter& painter);
    [[nodiscard]] const QImage* scaled(const QImage& level, const QSize& size);
    void paintOverlays(QPainter& painter) const;
    void paintProgress(QPainter& painter) const;

    Viewport m_viewport;
    ShownPicture m_shown;
    PicturePyramid m_pyramid; ///< what is painted
    quint64 m_pyramidOf = 0;  ///< id of the picture that it is, or was
    std::deque<PicturePyramid> m_remembered;
    /// The level that was painted last, as large as it was painted: moved about it is only copied.
    struct Scaled {
        qint64 of = 0; ///< key of the level
        QSize size;
        QImage image; ///< null until it is painted a second time
    } m_scaled;
    std::stop_source m_stop;
    QThreadPool m_pool;
    QTimer m_busy;
    int m_busyStep = 0;
    int m_bottomInset = 0;
    std::optional<QPointF> m_panFrom;
    bool m_spaceDown = false;
};

} // namespace gesso::ui
