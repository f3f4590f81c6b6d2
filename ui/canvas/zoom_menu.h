// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace gesso::ui {

class CanvasView;

/// "82 %": the zoom of a view, with a menu of the usual ones.
class ZoomMenu final : public QToolButton {
    Q_OBJECT

public:
    /// The view must outlive the menu's use.
    explicit ZoomMenu(CanvasView& view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override; ///< that of the widest zoom: it does not change with the number

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showZoom();

    CanvasView& m_view;
};

} // namespace gesso::ui
