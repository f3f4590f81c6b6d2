// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/example_card.h"

#include "ui/adapters/picture_pyramid.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace gesso::ui {
namespace {

constexpr int kWidth = 204, kPictureHeight = 140;
constexpr int kNarrowest = 120;
constexpr int kPromptLines = 2;
constexpr int kFocusRing = 4; ///< room around the picture for the focus ring
constexpr QSize kEnoughPixels{3 * kWidth, 3 * kWidth};

/// A text in at most kPromptLines lines, the last one ending in "…" when there is more.
void drawLines(QPainter& painter, const QRectF& rect, const QString& text)
{
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    double y = rect.top();
    for (int number = 1; number <= kPromptLines; ++number) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(rect.width());
        QString shown = text.mid(line.textStart(), line.textLength());
        if (number == kPromptLines) {
            shown = painter.fontMetrics().elidedText(text.mid(line.textStart()), Qt::ElideRight, int(rect.width()));
        }
        painter.drawText(QRectF(rect.left(), y, rect.width(), line.height()), shown);
        y += line.height() + 1;
    }
    layout.endLayout();
}

} // namespace

ExampleCard::ExampleCard(const Example& example, QWidget* parent)
    : QAbstractButton(parent), m_picture(reducedTo(kEnoughPixels, example.picture))
{
    setText(example.prompt);
    setAccessibleName(tr("Try: %1").arg(example.prompt));
    setToolTip(tr("Use this prompt: %1").arg(example.prompt));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize ExampleCard::sizeHint() const
{
    const QFontMetrics metrics(ui::font(TypeSize::kCaption));
    return {kWidth + 2 * kFocusRing,
            kPictureHeight + 2 * kFocusRing + Space::k8 + kPromptLines * (metrics.height() + 1)};
}

QSize ExampleCard::minimumSizeHint() const
{
    return {kNarrowest, sizeHint().height()};
}

QRectF ExampleCard::pictureRect() const
{
    return QRectF(kFocusRing, kFocusRing, width() - 2 * kFocusRing, kPictureHeight);
}

void ExampleCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF place = pictureRect();
    QPainterPath shape;
    shape.addRoundedRect(place, Space::kCardRadius, Space::kCardRadius);
    if (m_picture.isNull()) {
        QLinearGradient calm(place.topLeft(), place.bottomRight());
        calm.setColorAt(0., colors().surface0);
        calm.setColorAt(1., colors().surface3);
        painter.fillPath(shape, calm);
    } else {
        QRectF covering(QPointF(), QSizeF(m_picture.size()).scaled(place.size(), Qt::KeepAspectRatioByExpanding));
        covering.moveCenter(place.center());
        painter.save();
        painter.setClipPath(shape);
        painter.drawImage(covering, m_picture, QRectF(m_picture.rect()));
        painter.restore();
    }
    const bool lit = underMouse() || isDown();
    if (lit && !showsFocusRing(*this)) {
        painter.setPen(QPen(colors().accent, isDown() ? 2. : 1.));
        painter.drawPath(shape);
    }
    painter.setFont(ui::font(TypeSize::kCaption));
    painter.setPen(lit ? colors().text1 : colors().text2);
    drawLines(painter, QRectF(kFocusRing, place.bottom() + kFocusRing + Space::k8, place.width(), height()), text());
    if (showsFocusRing(*this)) {
        drawFocusRing(painter, place.adjusted(-kFocusRing, -kFocusRing, kFocusRing, kFocusRing),
                      Space::kCardRadius + kFocusRing);
    }
}

} // namespace gesso::ui
