// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/candidate_delegate.h"

#include "ui/results/candidate_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kRing = 4;      ///< room for the ring around the thumbnail, with its gap
constexpr int kBatchGap = 14; ///< more before the first of a job
constexpr int kThumbRadius = Space::kControlRadius - 1;
constexpr int kProgressThickness = 3;

int thumbWidth(const QModelIndex& index)
{
    constexpr int kNarrowest = 34;
    constexpr int kWidest = 120;
    const QSize size = index.data(CandidateModel::SizeRole).toSize();
    const double aspect = size.isEmpty() ? 1. : double(size.width()) / size.height();
    return std::clamp(qRound(CandidateDelegate::kThumbHeight * aspect), kNarrowest, kWidest);
}

void paintMark(QPainter& painter, const QString& name, const QRectF& around)
{
    QRect rect(0, 0, Space::kIcon, Space::kIcon);
    rect.moveCenter(around.center().toPoint());
    icon(name).paint(&painter, rect);
}

void paintProgress(QPainter& painter, const QRectF& thumb, double fraction)
{
    const QRectF track(thumb.x(), thumb.bottom() - kProgressThickness, thumb.width(), kProgressThickness);
    painter.fillRect(track, colors().surface3);
    painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(fraction, 0., 1.), track.height())),
                     colors().accent);
}

void paintKeptMark(QPainter& painter, const QRectF& thumb)
{
    constexpr int kMark = Space::k16;
    const QRectF disc(thumb.right() - kMark - 3, thumb.top() + 3, kMark, kMark);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors().accent);
    painter.drawEllipse(disc);
    painter.setPen(QPen(colors().onAccent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = disc.center();
    painter.drawPolyline(QPolygonF({c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.4, -2.4)}));
}

void paintThumbnail(QPainter& painter, const QRectF& thumb, const QModelIndex& index)
{
    QPainterPath shape;
    shape.addRoundedRect(thumb, kThumbRadius, kThumbRadius);
    painter.fillPath(shape, colors().surface2);
    const QImage image = index.data(CandidateModel::ThumbnailRole).value<QImage>();
    const bool failed = index.data(CandidateModel::StateRole).toInt() == int(Candidate::State::Failed);
    if (image.isNull() || failed) {
        return;
    }
    // Whole, unless the picture is far wider or higher than the cell may be: then its middle.
    const QSizeF covering =
        QSizeF(index.data(CandidateModel::SizeRole).toSize()).scaled(thumb.size(), Qt::KeepAspectRatioByExpanding);
    QRectF target(QPointF(), covering);
    target.moveCenter(thumb.center());
    painter.save();
    painter.setClipPath(shape);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image, QRectF(image.rect()));
    painter.restore();
}

} // namespace

QSize CandidateDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const
{
    const int gap = index.data(CandidateModel::BatchStartRole).toBool() ? kBatchGap : 0;
    return {gap + thumbWidth(index) + 2 * kRing, kCellHeight};
}

QRect CandidateDelegate::thumbRect(const QRect& cell, const QModelIndex& index)
{
    const int width = thumbWidth(index);
    return {cell.right() + 1 - kRing - width, cell.top() + kRing, width, kThumbHeight};
}

void CandidateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    using State = Candidate::State;
    const QRectF thumb = thumbRect(option.rect, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintThumbnail(*painter, thumb, index);
    switch (static_cast<State>(index.data(CandidateModel::StateRole).toInt())) {
    case State::Waiting:
        paintMark(*painter, QStringLiteral("dots"), thumb);
        break;
    case State::Forming:
        paintProgress(*painter, thumb, index.data(CandidateModel::FractionRole).toDouble());
        break;
    case State::Failed:
        paintMark(*painter, QStringLiteral("alert-triangle"), thumb);
        break;
    case State::Finished:
        break;
    }
    if (index.data(CandidateModel::KeptRole).toBool()) {
        paintKeptMark(*painter, thumb);
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool current = view != nullptr && view->currentIndex() == index;
    if (current || (option.state & QStyle::State_MouseOver)) {
        constexpr double kGap = 3.;
        painter->setPen(QPen(current ? colors().accent : colors().surface3, 2.));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(thumb.adjusted(-kGap, -kGap, kGap, kGap), kThumbRadius + kGap, kThumbRadius + kGap);
    }
    painter->restore();
}

} // namespace gesso::ui
