// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;

namespace gesso::ui {

/// What a NumberField may hold. Values are kept on the grid minimum + n * step, except the maximum itself.
struct NumberRange {
    double minimum = 0;
    double maximum = 100;
    double step = 1;
    double standard = 0; ///< what double-click (and Delete) goes back to
    int decimals = 0;    ///< figures after the point, 0..10
};

/// A number as a slider that is also a text field: drag to change (Shift: a tenth as fast), click or type to write a
/// number, Ctrl+wheel and the arrow keys to step, double-click to reset. Text that is no finite number is refused and
/// the old value kept; a number out of range becomes the nearest one in it.
class NumberField final : public QWidget {
    Q_OBJECT

public:
    explicit NumberField(QWidget* parent = nullptr);

    void setRange(const NumberRange& range);
    [[nodiscard]] const NumberRange& range() const { return m_range; }
    [[nodiscard]] double value() const { return m_value; }
    /// Sets the value, brought into range and onto the grid; valueChanged() when it differs. NaN is ignored.
    void setValue(double value);

    void setLabel(const QString& label);   ///< written at the left inside the field; empty: none
    void setSuffix(const QString& suffix); ///< unit after the number, with its space: " px"
    /// How a value reads while it is not being typed ("0.65 · reshapes"); empty: the number and its suffix.
    void setValueText(std::function<QString(double)> text);
    /// Whether the part up to the value is filled; off for numbers without a useful scale, such as a seed.
    void setFilled(bool filled);
    [[nodiscard]] QString text() const; ///< what the field shows now

    /// Opens the text field with everything selected, as Return, F2 or a click do.
    void startTyping();
    [[nodiscard]] bool isTyping() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void valueChanged(double value);
    /// The user let go of the drag or finished typing: the moment for undo and for saving.
    void editingFinished();
    void typingEnded();            ///< the text field is gone, whether what it held was taken or not
    void outOfRange(double typed); ///< the nearest number in range was taken instead

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Drag {
        double fromX = 0; ///< where the pointer went down, or was when Shift changed
        double from = 0;  ///< value there
        bool moved = false;
        bool fine = false;
    };

    [[nodiscard]] QString numberText() const;
    void stepBy(double steps);
    void finishTyping(bool keep);
    void dragTo(double x, bool fine);

    NumberRange m_range;
    double m_value = 0;
    QString m_label, m_suffix;
    std::function<QString(double)> m_valueText;
    bool m_filled = true;
    std::optional<Drag> m_drag;
    QLineEdit* m_edit = nullptr; ///< child, there while typing
    QElapsedTimer m_opened;      ///< since a click opened it: a second click resets
    int m_wheel = 0;             ///< eighths of a degree not yet used
};

} // namespace gesso::ui
