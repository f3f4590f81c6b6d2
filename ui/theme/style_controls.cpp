// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/roles.h"
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace gesso::ui {

namespace {

constexpr int kScrollHandle = 6;
constexpr int kSliderGroove = 4;

bool enabled(const QStyleOption& option)
{
    return option.state.testFlag(QStyle::State_Enabled);
}

void drawMenuItem(QPainter& painter, const QStyleOptionMenuItem& item)
{
    const Colors& c = colors();
    const QRect rect = item.rect;
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRectF(rect.left() + Space::k8, rect.center().y(), rect.width() - Space::k16, 1), c.line);
        return;
    }
    const bool lit = item.state.testFlag(QStyle::State_Selected) && enabled(item);
    if (lit) {
        fillRounded(painter, rect, c.surface3, Space::k4);
    }
    const QRect place(rect.left() + Space::k8, rect.top() + (rect.height() - Space::kIcon) / 2, Space::kIcon,
                      Space::kIcon);
    if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked) {
        paintIcon(painter, QStringLiteral("check"), place, enabled(item) ? c.accent : c.text3);
    } else if (!item.icon.isNull()) {
        item.icon.paint(&painter, place, Qt::AlignCenter,
                        !enabled(item) ? QIcon::Disabled
                        : lit          ? QIcon::Active
                                       : QIcon::Normal);
    }
    painter.setFont(item.font);
    QRect text = rect.adjusted(place.right() - rect.left() + Space::k8, 0, -Space::k12, 0);
    const int tab = static_cast<int>(item.text.indexOf(QLatin1Char('\t')));
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextHideMnemonic;
    painter.setPen(c.text3);
    if (tab >= 0) {
        painter.drawText(text, flags | Qt::AlignRight, item.text.mid(tab + 1));
    }
    painter.setPen(enabled(item) ? c.text1 : c.text3);
    painter.drawText(text, flags | Qt::AlignLeft, tab >= 0 ? item.text.left(tab) : item.text);
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu) {
        drawChevron(painter, QStringLiteral("chevron-right"),
                    QRectF(rect.right() - Space::k24, rect.top(), Space::k24, rect.height()), enabled(item));
    }
}

void drawProgress(QPainter& painter, const QRectF& rect, double fraction)
{
    fillRounded(painter, rect, colors().surface3, rect.height() / 2);
    QRectF done = rect;
    done.setWidth(rect.width() * fraction);
    if (done.width() > 0) {
        fillRounded(painter, done, colors().accent, rect.height() / 2);
    }
}

void drawCombo(QPainter& painter, const QStyleOptionComboBox& box)
{
    const Colors& c = colors();
    const bool hover = box.state.testFlag(QStyle::State_MouseOver) && enabled(box);
    const bool open = box.state.testFlag(QStyle::State_On);
    fillRounded(painter, box.rect, open ? c.surface3 : hover ? mixed(c.surface2, c.surface3) : c.surface2);
    drawChevron(
        painter, QStringLiteral("chevron-down"),
        QRectF(box.rect.right() - Space::kDenseControl, box.rect.top(), Space::kDenseControl, box.rect.height()),
        enabled(box));
    if (box.state.testFlag(QStyle::State_HasFocus) &&
        (box.editable || box.state.testFlag(QStyle::State_KeyboardFocusChange))) {
        drawFocusRing(painter, box.rect);
    }
}

void drawScrollBar(QPainter& painter, const QRect& handle, const QStyleOptionSlider& bar)
{
    const bool active = bar.state.testFlag(QStyle::State_MouseOver) || bar.state.testFlag(QStyle::State_Sunken);
    QRectF thin(handle);
    if (bar.orientation == Qt::Vertical) {
        thin = QRectF(handle.center().x() + 0.5 - kScrollHandle / 2.0, handle.top() + 2, kScrollHandle,
                      handle.height() - 4);
    } else {
        thin = QRectF(handle.left() + 2, handle.center().y() + 0.5 - kScrollHandle / 2.0, handle.width() - 4,
                      kScrollHandle);
    }
    fillRounded(painter, thin, active ? colors().text3 : colors().surface3, kScrollHandle / 2.0);
}

void drawSlider(QPainter& painter, const QRect& handle, const QStyleOptionSlider& slider)
{
    const QRectF rect(slider.rect);
    const Colors& c = colors();
    const QColor filled = enabled(slider) ? c.accent : c.text3;
    QRectF groove, done;
    if (slider.orientation == Qt::Horizontal) {
        groove = QRectF(rect.left(), rect.center().y() - kSliderGroove / 2.0, rect.width(), kSliderGroove);
        done = groove;
        done.setRight(handle.center().x());
    } else {
        groove = QRectF(rect.center().x() - kSliderGroove / 2.0, rect.top(), kSliderGroove, rect.height());
        done = groove;
        done.setTop(handle.center().y());
    }
    fillRounded(painter, groove, c.surface3, kSliderGroove / 2.0);
    fillRounded(painter, done, filled, kSliderGroove / 2.0);
    const QRectF knob = QRectF(handle).adjusted(1, 1, -1, -1);
    fillRounded(painter, knob, enabled(slider) ? c.text1 : c.text3, knob.width() / 2);
    if (slider.state.testFlag(QStyle::State_HasFocus) && slider.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        drawFocusRing(painter, handle, handle.width() / 2.0);
    }
}

QRect scrollBarPart(const QStyleOptionSlider& bar, QStyle::SubControl part, int shortest)
{
    const bool vertical = bar.orientation == Qt::Vertical;
    const int length = vertical ? bar.rect.height() : bar.rect.width();
    const int span = bar.maximum - bar.minimum;
    int handle = length;
    if (span > 0) {
        handle = static_cast<int>(static_cast<qint64>(bar.pageStep) * length / (qint64(span) + bar.pageStep));
        handle = qBound(qMin(shortest, length), handle, length);
    }
    const int at =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - handle, bar.upsideDown);
    const auto piece = [&](int from, int size) {
        return vertical ? QRect(bar.rect.left(), bar.rect.top() + from, bar.rect.width(), size)
                        : QRect(bar.rect.left() + from, bar.rect.top(), size, bar.rect.height());
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return bar.rect;
    case QStyle::SC_ScrollBarSlider:
        return piece(at, handle);
    case QStyle::SC_ScrollBarSubPage:
        return piece(0, at);
    case QStyle::SC_ScrollBarAddPage:
        return piece(at + handle, length - at - handle);
    default:
        return {}; // no buttons at the ends
    }
}

/// An icon in the colour of the button's text, where that is not the usual one.
QIcon tinted(const QIcon& icon, const QSize& size, qreal ratio, const QColor& color)
{
    QPixmap pixmap = icon.pixmap(size, ratio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QIcon result(pixmap);
    result.addPixmap(pixmap, QIcon::Disabled);
    return result;
}

/// Icon and text in the middle, 8 px apart.
void drawButtonLabel(QPainter& painter, const QStyleOptionButton& button, const QString& role)
{
    const bool hasMenu = button.features.testFlag(QStyleOptionButton::HasMenu);
    QRect rest = button.rect.adjusted(Space::k8, 0, hasMenu ? -Space::k24 : -Space::k8, 0);
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextHideMnemonic;
    const int gap = button.icon.isNull() || button.text.isEmpty() ? 0 : Space::k8;
    const int iconWidth = button.icon.isNull() ? 0 : button.iconSize.width();
    const int text = painter.fontMetrics().size(flags, button.text).width();
    rest.setLeft(std::max(rest.left(), rest.left() + (rest.width() - text - gap - iconWidth) / 2));
    const QColor ink =
        button.palette.color(enabled(button) ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText);
    if (iconWidth > 0) {
        const bool ownColor = !role.isEmpty() && role != QLatin1String("quiet") && enabled(button);
        const QIcon icon =
            ownColor ? tinted(button.icon, button.iconSize, painter.device()->devicePixelRatio(), ink) : button.icon;
        const QRect place(rest.left(), rest.center().y() - button.iconSize.height() / 2 + 1, iconWidth,
                          button.iconSize.height());
        icon.paint(&painter, place, Qt::AlignCenter, enabled(button) ? QIcon::Active : QIcon::Disabled,
                   button.state.testFlag(QStyle::State_On) ? QIcon::On : QIcon::Off);
        rest.setLeft(place.right() + 1 + gap);
    }
    painter.setPen(ink);
    painter.drawText(rest, flags | Qt::AlignLeft,
                     text > rest.width() ? painter.fontMetrics().elidedText(button.text, Qt::ElideRight, rest.width())
                                         : button.text);
    if (hasMenu) {
        drawChevron(painter, QStringLiteral("chevron-down"),
                    QRectF(button.rect.right() - Space::kDenseControl, button.rect.top(), Space::kDenseControl,
                           button.rect.height()),
                    enabled(button));
    }
}

} // namespace

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    painter->save();
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item && element == CE_MenuItem) {
        drawMenuItem(*painter, *item);
    } else if (const QString role = roleOf(widget); element == CE_ShapedFrame && !role.isEmpty() &&
                                                    widget->metaObject()->className() != QLatin1String("QLabel")) {
        drawRoleFrame(*painter, option->rect, role);
    } else if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
               bar && element == CE_ProgressBar) {
        const double span = double(bar->maximum) - bar->minimum;
        QRectF line = option->rect;
        line.setTop(line.center().y() - 1.5);
        line.setHeight(3);
        drawProgress(*painter, line, span > 0 ? (double(bar->progress) - bar->minimum) / span : 0);
    } else if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
               button && element == CE_PushButtonLabel) {
        drawButtonLabel(*painter, *button, role);
    } else if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
               tool && element == CE_ToolButtonLabel && tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
        QStyleOptionButton label;
        label.QStyleOption::operator=(*tool);
        label.text = tool->text;
        label.icon = tool->icon;
        label.iconSize = tool->iconSize;
        painter->setFont(tool->font);
        drawButtonLabel(*painter, label, role);
    } else if (const auto* view = qstyleoption_cast<const QStyleOptionViewItem*>(option);
               view && element == CE_ItemViewItem) {
        QStyleOptionViewItem copy(*view);
        copy.palette.setColor(QPalette::HighlightedText, colors().text1);
        QProxyStyle::drawControl(element, &copy, painter, widget);
    } else {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
    painter->restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    painter->save();
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box && control == CC_ComboBox) {
        drawCombo(*painter, *box);
    } else if (slider && control == CC_ScrollBar) {
        if (slider->maximum > slider->minimum) {
            drawScrollBar(*painter, subControlRect(control, option, SC_ScrollBarSlider, widget), *slider);
        }
    } else if (slider && control == CC_Slider) {
        drawSlider(*painter, subControlRect(control, option, SC_SliderHandle, widget), *slider);
    } else if (control == CC_SpinBox) {
        QStyleOptionFrame frame;
        frame.QStyleOption::operator=(*option);
        frame.lineWidth = 1;
        proxy()->drawPrimitive(PE_PanelLineEdit, &frame, painter, widget);
        for (const SubControl part : {SC_SpinBoxUp, SC_SpinBoxDown}) {
            drawChevron(*painter, part == SC_SpinBoxUp ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                        subControlRect(control, option, part, widget), enabled(*option));
        }
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    painter->restore();
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar) {
        return scrollBarPart(*bar, part, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        return option->rect.adjusted(Space::kFieldInset - 1, 0, -Space::kDenseControl, 0);
    }
    if (control == CC_ComboBox && part == SC_ComboBoxListBoxPopup) {
        return option->rect.adjusted(0, 0, 0, Space::k4);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace gesso::ui
