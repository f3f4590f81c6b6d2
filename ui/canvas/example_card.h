// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace gesso::ui {

/// A prompt to try, with a picture that it made; without one, a calm gradient in its place.
struct Example {
    QString prompt;
    QImage picture;
};

/// An example as a picture to click, its prompt below.
class ExampleCard final : public QAbstractButton {
    Q_OBJECT

public:
    explicit ExampleCard(const Example& example, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF pictureRect() const;

    QImage m_picture;
};

} // namespace gesso::ui
