// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/source_box.h"

#include "ui/adapters/dropped.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"

#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace gesso::ui {
namespace {

constexpr int kHeight = 72;
constexpr int kThumbnail = kHeight - 2 * Space::k8;

} // namespace

SourceBox::SourceBox(QWidget* parent)
    : QWidget(parent), m_name(new ElidedLabel({}, this)), m_size(new QLabel(this)),
      m_choose(new QPushButton(tr("Choose a picture…"), this)),
      m_change(new IconButton(QStringLiteral("folder-open"), tr("Choose another picture"), this)),
      m_remove(new IconButton(QStringLiteral("x"), tr("Remove the picture"), this))
{
    setFixedHeight(kHeight);
    setAcceptDrops(true);
    m_name->setElideMode(Qt::ElideMiddle);
    m_name->setTextFormat(Qt::PlainText);
    m_size->setProperty("role", "caption");
    m_choose->setProperty("dense", true);
    m_choose->setToolTip(tr("Choose a picture to restyle, or drop one here"));
    connect(m_choose, &QPushButton::clicked, this, &SourceBox::chooseRequested);
    connect(m_change, &IconButton::clicked, this, &SourceBox::chooseRequested);
    connect(m_remove, &IconButton::clicked, this, &SourceBox::removeRequested);

    auto* words = new QVBoxLayout;
    words->setSpacing(Space::k4);
    words->addStretch();
    words->addWidget(m_name);
    words->addWidget(m_size);
    words->addWidget(m_choose, 0, Qt::AlignLeft);
    words->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Space::k8 + kThumbnail + Space::k12, 0, Space::k8, 0);
    row->setSpacing(Space::k4);
    row->addLayout(words, 1);
    row->addWidget(m_change);
    row->addWidget(m_remove);
    show({});
}

void SourceBox::setSource(const SourcePicture& source)
{
    show(source);
    update();
}

void SourceBox::show(const SourcePicture& source)
{
    m_source = source;
    const bool any = !source.empty();
    m_name->setText(any ? source.name : tr("Drop a picture here, or"));
    m_name->setToolTip(source.path);
    m_size->setText(tr("%1 × %2", "width and height in pixels").arg(source.size().width()).arg(source.size().height()));
    m_size->setVisible(any);
    m_choose->setVisible(!any);
    m_change->setVisible(any);
    m_remove->setVisible(any);
    setAccessibleName(any ? tr("Picture to restyle: %1").arg(source.name) : tr("No picture chosen yet"));
}

QRect SourceBox::thumbnailRect() const
{
    return QStyle::visualRect(layoutDirection(), rect(), QRect(Space::k8, Space::k8, kThumbnail, kThumbnail));
}

void SourceBox::paintEvent(QPaintEvent* /*event*/)
{
    constexpr double kDash = 3.;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool any = !m_source.empty();
    QPen edge(m_dropHint ? colors().accent : any ? colors().line : colors().text3, 1.);
    if (!any || m_dropHint) {
        edge.setDashPattern({kDash, kDash});
    }
    painter.setPen(edge);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space::kControlRadius,
                            Space::kControlRadius);
    const QRect place = thumbnailRect();
    if (!any) {
        QRect small(0, 0, Space::kIcon, Space::kIcon);
        small.moveCenter(place.center());
        ui::icon(QStringLiteral("photo")).paint(&painter, small);
        return;
    }
    QPainterPath clip;
    clip.addRoundedRect(place, Space::k4, Space::k4);
    painter.setClipPath(clip);
    const QSize filling = m_source.thumbnail.size().scaled(place.size(), Qt::KeepAspectRatioByExpanding);
    QRect target(QPoint(), filling);
    target.moveCenter(place.center());
    painter.drawImage(target, m_source.thumbnail);
}

void SourceBox::setDropHint(bool shown)
{
    m_dropHint = shown;
    update();
}

void SourceBox::dragEnterEvent(QDragEnterEvent* event)
{
    // Also what cannot be used is taken, to say so.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    setDropHint(!std::holds_alternative<DropRefused>(readDrop(*event->mimeData())));
}

void SourceBox::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    setDropHint(false);
}

void SourceBox::dropEvent(QDropEvent* event)
{
    setDropHint(false);
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const Dropped dropped = readDrop(*event->mimeData());
    if (const auto* file = std::get_if<DroppedFile>(&dropped)) {
        Q_EMIT fileDropped(file->path);
    } else if (const auto* picture = std::get_if<QImage>(&dropped)) {
        Q_EMIT pictureDropped(*picture);
    } else {
        Q_EMIT dropRefused(std::get<DropRefused>(dropped).why);
    }
}

} // namespace gesso::ui
