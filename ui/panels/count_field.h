// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QStackedLayout;

namespace gesso::ui {

class IconButton;
class NumberField;
class Segments;

/// How many variations: 1, 2, 4 or 8 by a click, any other number typed in their place.
class CountField final : public QWidget {
    Q_OBJECT

public:
    explicit CountField(QWidget* parent = nullptr);

    [[nodiscard]] int value() const { return m_count; }
    void setValue(int count); ///< without countChosen(); brought into range

Q_SIGNALS:
    void countChosen(int count); ///< by the user

private:
    void choose(int count);
    void showCount();

    int m_count = 1;
    Segments* m_segments;
    NumberField* m_typed;
    IconButton* m_other;
    QStackedLayout* m_stack;
};

} // namespace gesso::ui
