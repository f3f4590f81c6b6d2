// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace gesso::ui {

/// What lies over the picture while something is dragged over the canvas: a dashed frame that says what a drop does.
class DropVeil final : public QWidget {
    Q_OBJECT

public:
    explicit DropVeil(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace gesso::ui
