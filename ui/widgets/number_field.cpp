// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/number_field.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/number_field_access.h"
#include "ui/widgets/number_text.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainterPath>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace gesso::ui {

namespace {

constexpr int kPage = 10;          ///< steps of Page Up and Page Down
constexpr double kFine = 0.1;      ///< speed of a drag with Shift
constexpr double kPerPixel = 0.25; ///< steps a pixel of fields without a fill
constexpr int kWheelNotch = 120;
constexpr int kMostDecimals = 10;
constexpr int kDoubleFigures = 15; ///< what a double holds of any decimal number

} // namespace

NumberField::NumberField(QWidget* parent) : QWidget(parent)
{
    installNumberFieldAccess();
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::SizeHorCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NumberField::setRange(const NumberRange& range)
{
    m_range = range;
    m_range.maximum = std::max(range.minimum, range.maximum);
    m_range.step = range.step > 0 ? range.step : 1;
    m_range.decimals = std::clamp(range.decimals, 0, kMostDecimals);
    setValue(m_value);
    updateGeometry();
    update();
}

void NumberField::setValue(double value)
{
    if (std::isnan(value)) {
        return;
    }
    value = std::clamp(value, m_range.minimum, m_range.maximum);
    if (value < m_range.maximum) {
        value = m_range.minimum + std::round((value - m_range.minimum) / m_range.step) * m_range.step;
        value = std::min(QString::number(value, 'g', kDoubleFigures).toDouble(),
                         m_range.maximum); // 0.3, not 0.30000000000000004
    }
    if (value == m_value) {
        return;
    }
    m_value = value;
    update();
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent event(this, m_value);
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT valueChanged(m_value);
}

void NumberField::setLabel(const QString& label)
{
    m_label = label;
    if (accessibleName().isEmpty()) {
        setAccessibleName(label);
    }
    updateGeometry();
    update();
}

void NumberField::setSuffix(const QString& suffix)
{
    m_suffix = suffix;
    updateGeometry();
    update();
}

void NumberField::setValueText(std::function<QString(double)> text)
{
    m_valueText = std::move(text);
    updateGeometry();
    update();
}

void NumberField::setFilled(bool filled)
{
    m_filled = filled;
    update();
}

QString NumberField::numberText() const
{
    return textFromNumber(m_value, m_range.decimals);
}

QString NumberField::text() const
{
    return m_valueText ? m_valueText(m_value) : numberText() + m_suffix;
}

QSize NumberField::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const QString widest = textFromNumber(m_range.maximum, m_range.decimals) + m_suffix;
    const qreal width = std::max(tabularWidth(metrics, widest), tabularWidth(metrics, text())) +
                        metrics.horizontalAdvance(m_label) + 2 * Space::kFieldInset +
                        (m_label.isEmpty() ? 0 : Space::k12);
    return {static_cast<int>(std::ceil(width)), Space::kControl};
}

QSize NumberField::minimumSizeHint() const
{
    return {2 * Space::k24, Space::kControl};
}

void NumberField::stepBy(double steps)
{
    setValue(m_value + steps * m_range.step);
    Q_EMIT editingFinished();
}

bool NumberField::isTyping() const
{
    return m_edit != nullptr;
}

void NumberField::startTyping()
{
    if (m_edit != nullptr || !isEnabled()) {
        return;
    }
    m_edit = new QLineEdit(textFromNumber(m_value, m_range.decimals), this);
    m_opened.invalidate();
    m_edit->setAccessibleName(accessibleName());
    m_edit->setAlignment(m_label.isEmpty() ? Qt::AlignLeft : Qt::AlignRight); // where the number stands
    m_edit->setGeometry(rect());
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { finishTyping(true); });
    m_edit->show();
    m_edit->setFocus();
    m_edit->selectAll();
}

void NumberField::finishTyping(bool keep)
{
    if (m_edit == nullptr) {
        return;
    }
    QLineEdit* edit = std::exchange(m_edit, nullptr); // first: hiding it ends the editing once more
    const bool hadFocus = edit->hasFocus();
    const std::optional<double> typed = numberFromText(edit->text(), m_suffix, m_range.decimals);
    edit->removeEventFilter(this);
    edit->hide();
    edit->deleteLater();
    if (hadFocus) {
        setFocus();
    }
    if (keep && typed) {
        setValue(*typed);
        Q_EMIT editingFinished();
        if (*typed < m_range.minimum || *typed > m_range.maximum) {
            Q_EMIT outOfRange(*typed);
        }
    }
    update();
    Q_EMIT typingEnded();
}

bool NumberField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::MouseButtonDblClick && m_opened.isValid() &&
        m_opened.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval()) {
        finishTyping(false); // the first of the two clicks opened the text field
        setValue(m_range.standard);
        Q_EMIT editingFinished();
        return true;
    }
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            finishTyping(false);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            finishTyping(true);
            return true;
        }
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) { // from the field's place in the order, not the text's
            finishTyping(true);
            focusNextPrevChild(key == Qt::Key_Tab);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool NumberField::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::EnabledChange:
    case QEvent::HoverEnter:
    case QEvent::HoverLeave:
        update();
        break;
    case QEvent::ShortcutOverride: // figures begin typing; they are not for the window's shortcuts
        if (const auto* key = static_cast<QKeyEvent*>(event);
            !key->text().isEmpty() && (key->text().at(0).isDigit() || key->key() == Qt::Key_Delete)) {
            event->accept();
            return true;
        }
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void NumberField::keyPressEvent(QKeyEvent* event)
{
    const QString typed = event->text();
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Right) {
        stepBy(1);
    } else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Left) {
        stepBy(-1);
    } else if (event->key() == Qt::Key_PageUp) {
        stepBy(kPage);
    } else if (event->key() == Qt::Key_PageDown) {
        stepBy(-kPage);
    } else if (event->key() == Qt::Key_Home && plain) {
        setValue(m_range.minimum);
        Q_EMIT editingFinished();
    } else if (event->key() == Qt::Key_End && plain) {
        setValue(m_range.maximum);
        Q_EMIT editingFinished();
    } else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        setValue(m_range.standard);
        Q_EMIT editingFinished();
    } else if (plain &&
               (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2)) {
        startTyping();
    } else if (plain && !typed.isEmpty() && (typed.at(0).isDigit() || QStringLiteral("-.,").contains(typed.at(0)))) {
        startTyping();
        m_edit->setText(typed);
    } else {
        QWidget::keyPressEvent(event); // Ctrl+Return and the like are the window's
    }
}

void NumberField::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    window()->setAttribute(Qt::WA_KeyboardFocusChange, false);
    m_drag = Drag{event->position().x(), m_value, false, event->modifiers().testFlag(Qt::ShiftModifier)};
    update();
}

void NumberField::dragTo(double x, bool fine)
{
    if (!m_drag->moved && std::abs(x - m_drag->fromX) < QGuiApplication::styleHints()->startDragDistance() / 2.0) {
        return;
    }
    if (!m_drag->moved || m_drag->fine != fine) {
        m_drag = Drag{x, m_drag->moved ? m_value : m_drag->from, true, fine}; // no jump
    }
    // A filled field is a picture of its range, the others move by steps.
    const double perPixel =
        m_filled ? (m_range.maximum - m_range.minimum) / std::max(1, width()) : m_range.step * kPerPixel;
    setValue(m_drag->from + (x - m_drag->fromX) * perPixel * (fine ? kFine : 1));
}

void NumberField::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag) {
        dragTo(event->position().x(), event->modifiers().testFlag(Qt::ShiftModifier));
    }
}

void NumberField::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag || event->button() != Qt::LeftButton) {
        return;
    }
    const bool moved = m_drag->moved;
    m_drag.reset();
    if (moved) {
        Q_EMIT editingFinished();
    } else if (rect().contains(event->position().toPoint())) {
        startTyping();
        m_opened.start();
    }
    update();
}

void NumberField::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        setValue(m_range.standard);
        Q_EMIT editingFinished();
    }
}

void NumberField::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore(); // the panel scrolls
        return;
    }
    m_wheel += event->angleDelta().y();
    if (const int notches = m_wheel / kWheelNotch; notches != 0) {
        m_wheel -= notches * kWheelNotch;
        stepBy(notches);
    }
    event->accept();
}

void NumberField::resizeEvent(QResizeEvent*)
{
    if (m_edit != nullptr) {
        m_edit->setGeometry(rect());
    }
}

void NumberField::paintEvent(QPaintEvent*)
{
    const Colors& c = colors();
    QPainter painter(this);
    fillRounded(painter, rect(), c.surface2);
    const double span = m_range.maximum - m_range.minimum;
    if (m_filled && span > 0 && isEnabled()) {
        QPainterPath shape;
        shape.addRoundedRect(rect(), Space::kControlRadius, Space::kControlRadius);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(shape);
        painter.fillRect(QRectF(0, 0, width() * (m_value - m_range.minimum) / span, height()), c.surface3);
        painter.setClipping(false);
    } else if (underMouse() && isEnabled()) {
        fillRounded(painter, rect(), c.surface3);
    }
    const QRectF inside = QRectF(rect()).adjusted(Space::kFieldInset, 0, -Space::kFieldInset, 0);
    painter.setFont(font());
    painter.setPen(isEnabled() ? c.text1 : c.text3);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, m_label);
    drawTabular(painter, inside, m_label.isEmpty() ? Qt::AlignLeft : Qt::AlignRight, text());
    if (showsFocusRing(*this)) {
        drawFocusRing(painter, rect());
    }
}

} // namespace gesso::ui
