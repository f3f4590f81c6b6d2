// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/example_card.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace gesso::ui {

/// What the canvas shows before the first picture: what to do, prompts to try, and where a picture can be dropped.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// At most three are shown. Their prompts are in `exampleChosen`.
    void setExamples(const std::vector<Example>& examples);
    /// One line on the model: whether it is ready and what it knows. May be empty.
    void setModelLine(const QString& text);
    /// Something that can be dropped is over the canvas.
    void setDropHint(bool shown);

Q_SIGNALS:
    void exampleChosen(const QString& prompt);
    void choosePictureRequested(); ///< the drop target's button: what is dropped with a mouse is chosen with keys

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildDropTarget();

    QLabel* m_modelLine;
    QHBoxLayout* m_cards;
    QWidget* m_dropTarget = nullptr;
    QWidget* m_dropIcon = nullptr;
    bool m_dropHint = false;
};

} // namespace gesso::ui
