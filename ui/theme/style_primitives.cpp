// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/roles.h"
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

namespace gesso::ui {

namespace {

constexpr int kChevron = 16;

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

/// The ring of controls that a click does not light up.
void drawKeyboardRing(QPainter& painter, const QStyleOption& option, qreal radius = Space::kControlRadius)
{
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        drawFocusRing(painter, option.rect, radius);
    }
}

QColor controlFill(const QStyleOption& option)
{
    const Colors& c = colors();
    if (!has(option, QStyle::State_Enabled)) {
        return c.surface2;
    }
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On)) {
        return c.surface3;
    }
    return has(option, QStyle::State_MouseOver) ? mixed(c.surface2, c.surface3) : c.surface2;
}

void drawPrimaryPanel(QPainter& painter, const QStyleOption& option)
{
    const Colors& c = colors();
    const bool enabled = has(option, QStyle::State_Enabled);
    fillRounded(painter, option.rect,
                !enabled                               ? c.surface3
                : has(option, QStyle::State_Sunken)    ? c.accentPressed
                : has(option, QStyle::State_MouseOver) ? c.accentHover
                                                       : c.accent);
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(c.onAccent, 2));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 4, -4, -4), 3, 3);
        painter.restore();
    }
}

void drawButtonPanel(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const QString role = roleOf(widget);
    if (role == QLatin1String("primary")) {
        drawPrimaryPanel(painter, option);
        return;
    }
    const bool quiet = role == QLatin1String("quiet") || has(option, QStyle::State_AutoRaise);
    const bool lit = has(option, QStyle::State_Enabled) &&
                     (has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken));
    if (!quiet || lit || has(option, QStyle::State_On)) {
        fillRounded(painter, option.rect, controlFill(option));
    }
    drawKeyboardRing(painter, option);
}

void drawCheckBox(QPainter& painter, const QStyleOption& option)
{
    const Colors& c = colors();
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool enabled = has(option, QStyle::State_Enabled);
    if (has(option, QStyle::State_Off)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(has(option, QStyle::State_MouseOver) && enabled ? c.text2 : c.text3, 1));
        painter.setBrush(c.surface2);
        painter.drawRoundedRect(box, Space::k4, Space::k4);
        return;
    }
    fillRounded(painter, option.rect, enabled ? c.accent : c.surface3, Space::k4);
    paintIcon(painter, has(option, QStyle::State_NoChange) ? QStringLiteral("minus") : QStringLiteral("check"),
              option.rect, enabled ? c.onAccent : c.text3);
}

void drawRadio(QPainter& painter, const QStyleOption& option)
{
    const Colors& c = colors();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = has(option, QStyle::State_On);
    painter.setPen(QPen(on ? c.accent : c.text3, 1));
    painter.setBrush(on ? c.accent : c.surface2);
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawEllipse(circle);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.onAccent);
        painter.drawEllipse(circle.center(), 3, 3);
    }
}

void drawEditPanel(QPainter& painter, const QStyleOption& option)
{
    const Colors& c = colors();
    const bool lit = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    fillRounded(painter, option.rect, lit ? mixed(c.surface2, c.surface3) : c.surface2);
    if (has(option, QStyle::State_HasFocus)) {
        drawFocusRing(painter, option.rect);
    }
}

QString chevronOf(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp:
        return QStringLiteral("chevron-up");
    case QStyle::PE_IndicatorArrowLeft:
        return QStringLiteral("chevron-left");
    case QStyle::PE_IndicatorArrowRight:
        return QStringLiteral("chevron-right");
    default:
        return QStringLiteral("chevron-down");
    }
}

/// Ticks and arrows; false for what is neither.
bool drawIndicator(QPainter& painter, QStyle::PrimitiveElement element, const QStyleOption& option)
{
    switch (element) {
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
        drawCheckBox(painter, option);
        return true;
    case QStyle::PE_IndicatorRadioButton:
        drawRadio(painter, option);
        return true;
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorArrowDown:
    case QStyle::PE_IndicatorArrowLeft:
    case QStyle::PE_IndicatorArrowRight:
    case QStyle::PE_IndicatorSpinUp:
    case QStyle::PE_IndicatorSpinDown:
    case QStyle::PE_IndicatorButtonDropDown:
        drawChevron(painter, chevronOf(element), option.rect, has(option, QStyle::State_Enabled));
        return true;
    default:
        return false;
    }
}

} // namespace

QColor mixed(const QColor& a, const QColor& b)
{
    return QColor::fromRgb((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

void drawFrameOf(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const Colors& c = colors();
    if (qobject_cast<const QPlainTextEdit*>(widget) != nullptr || qobject_cast<const QTextEdit*>(widget) != nullptr) {
        QStyleOption quiet(option);
        quiet.state.setFlag(QStyle::State_MouseOver, false); // its text area would keep the other colour
        if (widget->property("readOnly").toBool() && !has(option, QStyle::State_KeyboardFocusChange)) {
            quiet.state.setFlag(QStyle::State_HasFocus, false); // it was only clicked, or is the first in its window
        }
        drawEditPanel(painter, quiet);
    } else if (widget != nullptr && widget->inherits("QComboBoxPrivateContainer")) {
        painter.fillRect(option.rect, c.surface2);
        painter.setPen(c.line);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void drawRoleFrame(QPainter& painter, const QRect& rect, const QString& role)
{
    const Colors& c = colors();
    if (role == QLatin1String("line")) {
        painter.fillRect(QRectF(rect.left(), rect.center().y(), rect.width(), 1), c.line);
        return;
    }
    fillRounded(painter, rect, c.surface1, Space::kCardRadius);
    if (role == QLatin1String("floating")) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(c.line, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Space::kCardRadius, Space::kCardRadius);
    }
}

void drawChevron(QPainter& painter, const QString& name, const QRectF& rect, bool enabled)
{
    QRectF place(0, 0, kChevron, kChevron);
    place.moveCenter(rect.center());
    paintIcon(painter, name, place, enabled ? colors().text2 : colors().text3);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const Colors& c = colors();
    painter->save();
    if (drawIndicator(*painter, element, *option)) {
        painter->restore();
        return;
    }
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        drawButtonPanel(*painter, *option, widget);
        break;
    case PE_FrameFocusRect:
        if (has(*option, State_KeyboardFocusChange)) {
            drawFocusRing(*painter, option->rect, Space::k4);
        }
        break;
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelItemViewRow:
    case PE_FrameMenu:
    case PE_FrameButtonTool:
    case PE_FrameWindow:
        break;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0) {
            drawEditPanel(*painter, *option);
        }
        break;
    case PE_Frame:
        drawFrameOf(*painter, *option, widget);
        break;
    case PE_PanelItemViewItem:
        if (has(*option, State_Selected) || has(*option, State_MouseOver)) {
            fillRounded(*painter, option->rect,
                        has(*option, State_Selected) ? c.surface3 : mixed(c.surface2, c.surface3));
        }
        break;
    case PE_PanelMenu:
        fillRounded(*painter, QRectF(option->rect), c.line, Space::kControlRadius + 1);
        fillRounded(*painter, QRectF(option->rect).adjusted(1, 1, -1, -1), c.surface2);
        break;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, c.surface3);
        break;
    default:
        painter->restore();
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->restore();
}

} // namespace gesso::ui
