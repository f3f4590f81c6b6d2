// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/generate_button.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace gesso::ui {
namespace {

constexpr qreal kSeparatorOpacity = 0.35;
constexpr qreal kKeysOpacity = 0.75;
constexpr qreal kChevronWidth = 8;

QColor fillOf(const QAbstractButton& button, bool hovered)
{
    const Colors& c = colors();
    if (!button.isEnabled()) {
        return c.surface3;
    }
    return button.isDown() ? c.accentPressed : hovered ? c.accentHover : c.accent;
}

void drawChevronDown(QPainter& painter, QPointF centre)
{
    const qreal half = kChevronWidth / 2;
    painter.drawPolyline(QPolygonF(
        {centre + QPointF(-half, -half / 2), centre + QPointF(0, half / 2), centre + QPointF(half, -half / 2)}));
}

} // namespace

GenerateButton::GenerateButton(QWidget* parent) : QToolButton(parent)
{
    setText(tr("Generate"));
    setAccessibleName(text());
    setToolTip(toolTipText(tr("Make the picture"), QKeySequence(Qt::CTRL | Qt::Key_Return)));
    setPopupMode(QToolButton::DelayedPopup); // its menu opens from menuRect() alone, at once
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* menu = new QMenu(this);
    // A tab puts the keys at the right; the shortcut itself is the window's.
    connect(menu->addAction(tr("Generate") + u'\t' +
                            QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)),
            &QAction::triggered, this, [this] { Q_EMIT generateRequested(false); });
    connect(menu->addAction(tr("Generate next (front of queue)") + u'\t' +
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return).toString(QKeySequence::NativeText)),
            &QAction::triggered, this, [this] { Q_EMIT generateRequested(true); });
    setMenu(menu);
    connect(this, &QToolButton::clicked, this, [this] { Q_EMIT generateRequested(false); });
}

QSize GenerateButton::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) * 2 + Space::kPrimaryControl * 3, Space::kPrimaryControl};
}

QSize GenerateButton::minimumSizeHint() const
{
    return {QFontMetrics(font()).horizontalAdvance(text()) + Space::kPrimaryControl * 2, Space::kPrimaryControl};
}

QRect GenerateButton::menuRect() const
{
    const QRect right(width() - Space::kPrimaryControl, 0, Space::kPrimaryControl, height());
    return QStyle::visualRect(layoutDirection(), rect(), right);
}

void GenerateButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect menu = menuRect();
    fillRounded(painter, rect(), fillOf(*this, underMouse() && !m_overMenu));
    if (m_overMenu && isEnabled()) {
        painter.save();
        painter.setClipRect(menu);
        fillRounded(painter, rect(), colors().accentHover);
        painter.restore();
    }
    const QColor ink = isEnabled() ? colors().onAccent : colors().text3;
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    drawChevronDown(painter, QRectF(menu).center());
    painter.setOpacity(kSeparatorOpacity);
    painter.setPen(ink);
    const qreal line = (layoutDirection() == Qt::LeftToRight ? menu.left() : menu.right()) + 0.5;
    painter.drawLine(QPointF(line, 0), QPointF(line, height()));
    painter.setOpacity(1);

    const QFont bold = ui::font(TypeSize::kBody + 1, QFont::DemiBold);
    const QFont small = ui::font(TypeSize::kCaption, QFont::Medium);
    const QString keys = tr("Ctrl ⏎", "the keys that press the button");
    const int words = QFontMetrics(bold).horizontalAdvance(text());
    const int both = words + Space::k12 + QFontMetrics(small).horizontalAdvance(keys);
    const bool room = both + 2 * Space::kPrimaryControl <= width();
    const int left = (width() - (room ? both : words)) / 2;
    const QRect place(left, 0, width() - left, height());
    painter.setFont(bold);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), QRect(left, 0, words + 1, height())),
                     Qt::AlignCenter, text());
    if (room) {
        painter.setFont(small);
        painter.setOpacity(kKeysOpacity);
        const QRect keysPlace = place.adjusted(words + Space::k12, 0, 0, 0);
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), keysPlace),
                         static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
                         keys);
        painter.setOpacity(1);
    }
    if (showsFocusRing(*this)) {
        painter.setPen(QPen(ink, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), Space::kControlRadius - 2,
                                Space::kControlRadius - 2);
    }
}

void GenerateButton::mouseMoveEvent(QMouseEvent* event)
{
    const bool over = menuRect().contains(event->position().toPoint());
    if (over != m_overMenu) {
        m_overMenu = over;
        update();
    }
    QToolButton::mouseMoveEvent(event);
}

void GenerateButton::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && menuRect().contains(event->position().toPoint())) {
        showMenu();
        return;
    }
    QToolButton::mousePressEvent(event);
}

void GenerateButton::leaveEvent(QEvent* event)
{
    m_overMenu = false;
    QToolButton::leaveEvent(event);
}

void GenerateButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Menu) {
        showMenu();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat()) {
            Q_EMIT generateRequested(event->modifiers().testFlag(Qt::ShiftModifier));
        }
    } else {
        QToolButton::keyPressEvent(event);
    }
}

} // namespace gesso::ui
