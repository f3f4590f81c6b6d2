// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style.h"

#include "ui/theme/roles.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QBitmap>
#include <QComboBox>
#include <QDynamicPropertyChangeEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace gesso::ui {

namespace {

constexpr int kScrollBar = 10;
constexpr int kTooltipMargin = 6;
constexpr int kTooltipDelayMs = 500;
constexpr int kCheckBox = 16;
constexpr int kQtInset = 2;          ///< what QLineEdit adds on its own
constexpr int kQtDocumentMargin = 4; ///< of QTextDocument

bool isTextEdit(const QWidget* widget)
{
    return qobject_cast<const QPlainTextEdit*>(widget) != nullptr || qobject_cast<const QTextEdit*>(widget) != nullptr;
}

/// What has the pointer's attention changes its look under it.
bool reactsToHover(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QComboBox*>(widget) != nullptr || widget->inherits("QScrollBar") ||
           widget->inherits("QSlider") || widget->inherits("QTabBar") ||
           qobject_cast<const QLineEdit*>(widget) != nullptr;
}

/// The shape of a window with round corners. Where nothing composes the windows of a screen, what is translucent in one
/// is black: there the mask takes the corners away.
QRegion roundMask(QSize size, int radius)
{
    QBitmap mask(size);
    mask.fill(Qt::color0);
    QPainter painter(&mask);
    painter.setPen(Qt::color1);
    painter.setBrush(Qt::color1);
    painter.drawRoundedRect(QRect(QPoint(), size).adjusted(0, 0, -1, -1), radius, radius);
    painter.end();
    return QRegion(mask);
}

QSize atLeast(QSize size, int width, int height)
{
    return size.expandedTo(QSize(width, height));
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::repolishRoles()
{
    for (QWidget* widget : QApplication::allWidgets()) {
        applyRole(*widget);
    }
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (reactsToHover(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
    if (qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QFrame*>(widget) != nullptr) {
        widget->installEventFilter(this);
        applyRole(*widget);
    }
    if (qobject_cast<QMenu*>(widget) != nullptr) { // its corners are round
        widget->setAttribute(Qt::WA_TranslucentBackground);
        widget->installEventFilter(this);
    }
}

void Style::unpolish(QWidget* widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool Style::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    if (widget != nullptr && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) {
        if (qobject_cast<QMenu*>(widget) != nullptr) {
            widget->setMask(roundMask(widget->size(), Space::kControlRadius + 1));
        } else if (widget->isWindow() && roleOf(widget) == QLatin1String("floating")) {
            widget->setMask(roundMask(widget->size(), Space::kCardRadius));
        }
    }
    if (widget != nullptr && event->type() == QEvent::MouseButtonPress) {
        widget->window()->setAttribute(Qt::WA_KeyboardFocusChange, false); // the ring is for who uses the keyboard
    } else if (widget != nullptr && event->type() == QEvent::DynamicPropertyChange) {
        const QByteArray name = static_cast<QDynamicPropertyChangeEvent*>(event)->propertyName();
        if (name == "role" || name == "dense") {
            applyRole(*widget);
            widget->updateGeometry();
            widget->update();
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents) {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        const int inset = frame != nullptr && frame->lineWidth > 0 ? Space::kFieldInset - kQtInset : 0;
        return option->rect.adjusted(inset, 0, -inset, 0);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const
{
    const int height = isDense(widget) ? Space::kDenseControl : Space::kControl;
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const bool primary = roleOf(widget) == QLatin1String("primary");
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const int icon = button != nullptr && !button->icon.isNull() ? Space::k4 : 0;
        return {qMax(result.width() + Space::k12 + icon, 2 * Space::k16), primary ? Space::kPrimaryControl : height};
    }
    case CT_LineEdit:
        return atLeast({result.width(), 0}, 0, height);
    case CT_ComboBox:
        return {size.width() + Space::k12 + Space::kDenseControl, height};
    case CT_SpinBox:
        return atLeast({result.width(), 0}, 0, height);
    case CT_ToolButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        const bool iconOnly = button != nullptr && button->toolButtonStyle == Qt::ToolButtonIconOnly;
        const bool both = button != nullptr && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon;
        const int around = both ? 2 * Space::k8 + Space::k4 : Space::k12; // as drawButtonLabel() needs
        return iconOnly ? QSize(height, height) : atLeast(size + QSize(around, 0), height, height);
    }
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator) {
            return {size.width(), Space::k8 + 1};
        }
        const int shortcut = item != nullptr && item->text.contains(QLatin1Char('\t')) ? Space::k24 : 0;
        return {size.width() + Space::kIcon + 3 * Space::k12 + shortcut, Space::kDenseControl};
    }
    case CT_ItemViewItem:
        return atLeast(result, 0, Space::kDenseControl);
    default:
        return result;
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        return isTextEdit(widget) ? Space::kFieldInset - kQtDocumentMargin : 1;
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return Space::k24;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuHMargin:
        return 0;
    case PM_FocusFrameHMargin:
        return Space::k8; // around the text of items
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return Space::kIcon;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kCheckBox;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return Space::k8;
    case PM_MenuPanelWidth:
        return Space::k4;
    case PM_MenuVMargin:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return kTooltipMargin;
    case PM_SliderThickness:
    case PM_SliderLength:
    case PM_SliderControlThickness:
        return Space::k16;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return Space::k12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Space::k8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return kTooltipDelayMs;
    case SH_Widget_Animation_Duration:
        return motionMs();
    case SH_ComboBox_Popup: // a list beneath the field, not a menu over it
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

} // namespace gesso::ui
