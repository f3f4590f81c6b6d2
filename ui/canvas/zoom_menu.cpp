// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/zoom_menu.h"

#include "ui/canvas/canvas_view.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QPainter>

#include <cmath>

namespace gesso::ui {
namespace {

QString zoomText(double zoom)
{
    const double percent = zoom * 100.;
    return ZoomMenu::tr("%1 %").arg(percent < 10. ? QString::number(percent, 'g', 2)
                                                  : QString::number(std::lround(percent)));
}

} // namespace

ZoomMenu::ZoomMenu(CanvasView& view, QWidget* parent) : QToolButton(parent), m_view(view)
{
    setProperty("role", "quiet");
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Zoom (wheel, + and −)"));
    auto* menu = new QMenu(this);
    QAction* fit = menu->addAction(tr("Fit") + QStringLiteral("\tCtrl+0"));
    connect(fit, &QAction::triggered, &view, &CanvasView::fit);
    menu->addSeparator();
    for (const double zoom : {0.5, 1., 2., 4.}) {
        const QString keys = zoom == 1. ? QStringLiteral("\tCtrl+1") : QString();
        QAction* action = menu->addAction(zoomText(zoom) + keys);
        connect(action, &QAction::triggered, &view, [&view, zoom] { view.setZoom(zoom); });
    }
    setMenu(menu);
    connect(&view, &CanvasView::zoomChanged, this, &ZoomMenu::showZoom);
    showZoom();
}

void ZoomMenu::showZoom()
{
    setText(zoomText(m_view.zoom()));
    setAccessibleName(tr("Zoom, %1").arg(text()));
    update();
}

QSize ZoomMenu::sizeHint() const
{
    const QFontMetrics metrics(ui::font(TypeSize::kBody));
    return {metrics.horizontalAdvance(zoomText(8.88)) + Space::kIcon + 2 * Space::k8 + Space::k4, Space::kDenseControl};
}

void ZoomMenu::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRectF all = rect();
    if (underMouse() || isDown()) {
        fillRounded(painter, all, colors().surface2);
    }
    constexpr int kArrow = Space::k16;
    painter.setFont(ui::font(TypeSize::kBody));
    painter.setPen(colors().text2);
    drawTabular(painter, all.adjusted(Space::k8, 0, -kArrow - Space::k12, 0), Qt::AlignLeft, text());
    const QRect arrow(width() - kArrow - Space::k8, (height() - kArrow) / 2, kArrow, kArrow);
    ui::icon(QStringLiteral("chevron-down")).paint(&painter, arrow);
    if (showsFocusRing(*this)) {
        drawFocusRing(painter, all);
    }
}

} // namespace gesso::ui
