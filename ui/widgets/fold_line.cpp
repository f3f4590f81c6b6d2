// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/fold_line.h"

#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace gesso::ui {

namespace {

constexpr int kChevron = 16;

/// The line itself: a checkable button that says the values and has a chevron at its end.
class Line final : public QAbstractButton {
public:
    explicit Line(QWidget* parent) : QAbstractButton(parent)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + kChevron + Space::k8, Space::kDenseControl};
    }
    QSize minimumSizeHint() const override { return {2 * Space::k24, Space::kDenseControl}; }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
        if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
            click();
        } else {
            QAbstractButton::keyPressEvent(event);
        }
    }

    void paintEvent(QPaintEvent*) override
    {
        const Colors& c = colors();
        QPainter painter(this);
        const QColor ink = !isEnabled() ? c.text3 : underMouse() || isChecked() ? c.text1 : c.text2;
        const QRectF chevron(width() - kChevron, 0, kChevron, height());
        paintIcon(painter, isChecked() ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"), chevron, ink);
        painter.setPen(ink);
        painter.setFont(font());
        const QRect room = rect().adjusted(0, 0, -kChevron - Space::k8, 0);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
        if (showsFocusRing(*this)) {
            drawFocusRing(painter, rect(), Space::k4);
        }
    }
};

} // namespace

FoldLine::FoldLine(QWidget* parent) : QWidget(parent), m_line(new Line(this)), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(Space::k8);
    m_layout->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QAbstractButton::toggled, this, [this](bool unfolded) {
        if (m_content != nullptr) {
            m_content->setVisible(unfolded);
        }
        Q_EMIT toggled(unfolded);
    });
}

void FoldLine::setText(const QString& text)
{
    m_line->setText(text);
    m_line->setAccessibleName(text);
    m_line->updateGeometry();
    m_line->update();
}

QString FoldLine::text() const
{
    return m_line->text();
}

void FoldLine::setContent(QWidget* content)
{
    delete m_content;
    m_content = content;
    if (content != nullptr) {
        content->setVisible(isUnfolded());
        m_layout->addWidget(content);
    }
}

bool FoldLine::isUnfolded() const
{
    return m_line->isChecked();
}

void FoldLine::setUnfolded(bool unfolded)
{
    m_line->setChecked(unfolded);
}

void FoldLine::setSeparator(bool separator)
{
    m_separator = separator;
    m_layout->setContentsMargins(0, separator ? Space::k8 : 0, 0, 0);
    update();
}

void FoldLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        update();
    } else if (event->type() == QEvent::ToolTipChange) {
        m_line->setToolTip(toolTip());
    }
    QWidget::changeEvent(event);
}

void FoldLine::paintEvent(QPaintEvent*)
{
    if (m_separator) {
        QPainter painter(this);
        painter.fillRect(QRectF(0, 0, width(), 1), colors().line);
    }
}

} // namespace gesso::ui
