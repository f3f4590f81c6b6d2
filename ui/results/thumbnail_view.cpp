// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/thumbnail_view.h"

#include "ui/results/candidate_delegate.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace gesso::ui {

ThumbnailView::ThumbnailView(QWidget* parent) : QListView(parent)
{
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMovement(QListView::Static);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setMouseTracking(true);
    setAutoScroll(false);
    setFixedHeight(CandidateDelegate::kCellHeight);
    setItemDelegate(new CandidateDelegate(this));
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Pictures of this session"));
    setAccessibleDescription(tr("Left and Right show a picture, Enter keeps it, Delete discards it."));
}

int ThumbnailView::contentWidth(int most) const
{
    int width = 0;
    for (int row = 0; row < model()->rowCount() && width < most; ++row) {
        width += sizeHintForIndex(model()->index(row, 0)).width();
    }
    return std::min(width, most);
}

void ThumbnailView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT keepPressed();
    } else if (event->key() == Qt::Key_Delete) {
        Q_EMIT discardPressed();
    } else if (event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right ||
                                                        event->key() == Qt::Key_Home || event->key() == Qt::Key_End)) {
        Q_EMIT walked();
        QListView::keyPressEvent(event);
    } else {
        event->ignore(); // no search by typing: the page knows more keys
    }
}

void ThumbnailView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid()) {
        Q_EMIT pressedOn(index);
    }
    QListView::mousePressEvent(event);
}

void ThumbnailView::focusInEvent(QFocusEvent* event)
{
    QListView::focusInEvent(event);
    Q_EMIT focusChanged();
}

void ThumbnailView::focusOutEvent(QFocusEvent* event)
{
    QListView::focusOutEvent(event);
    Q_EMIT focusChanged();
}

void ThumbnailView::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->pixelDelta().isNull() ? event->angleDelta() : event->pixelDelta();
    QScrollBar* bar = horizontalScrollBar();
    bar->setValue(bar->value() - (turned.x() != 0 ? turned.x() : turned.y()));
    event->accept();
}

void ThumbnailView::startDrag(Qt::DropActions /*actions*/)
{
    if (const QModelIndex index = currentIndex(); index.isValid()) {
        Q_EMIT dragStarted(index);
    }
}

} // namespace gesso::ui
