// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListView>

namespace gesso::ui {

/// The thumbnails of the strip. What the list view itself would do with keys and drags, the strip decides.
class ThumbnailView final : public QListView {
    Q_OBJECT

public:
    explicit ThumbnailView(QWidget* parent = nullptr);

    [[nodiscard]] int contentWidth(int most) const; ///< of all thumbnails side by side, or `most` where it is more

Q_SIGNALS:
    void keepPressed();
    void discardPressed();
    void walked(); ///< by a key, to another picture
    void pressedOn(const QModelIndex& index);
    void dragStarted(const QModelIndex& index);
    void focusChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
};

} // namespace gesso::ui
