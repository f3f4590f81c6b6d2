// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QRadioButton;

namespace gesso::ui {

/// A row of choices of which one is taken: 1 2 4 8. Arrow keys move within it, Tab leaves it.
class Segments final : public QWidget {
    Q_OBJECT

public:
    explicit Segments(QWidget* parent = nullptr);

    /// Replaces the choices; the first one is taken.
    void setChoices(const QStringList& choices);
    [[nodiscard]] QStringList choices() const;

    [[nodiscard]] int currentIndex() const; ///< -1 when there are no choices
    /// Takes a choice without chosen(); an index that does not exist is ignored.
    void setCurrentIndex(int index);

Q_SIGNALS:
    void chosen(int index); ///< the user took another one

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QRadioButton*> m_buttons; ///< children
};

} // namespace gesso::ui
