// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace gesso::ui {

/// The one filled button of the window: what it will do, its keys beside that, and a menu of other ways to do it.
class GenerateButton final : public QToolButton {
    Q_OBJECT

public:
    explicit GenerateButton(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void generateRequested(bool front);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect menuRect() const;

    bool m_overMenu = false;
};

} // namespace gesso::ui
