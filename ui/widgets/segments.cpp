// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/segments.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>

namespace gesso::ui {

namespace {

constexpr int kGap = 2; ///< between the row's edge and the taken choice

/// One choice: a radio button (so screen readers and the arrow keys know it) that looks like a piece of the row.
class Segment final : public QRadioButton {
public:
    Segment(const QString& text, QWidget* parent) : QRadioButton(text, parent)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 2 * Space::k12, Space::kControl - 2 * kGap};
    }
    QSize minimumSizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + Space::k8, sizeHint().height()};
    }

protected:
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }

    void paintEvent(QPaintEvent*) override
    {
        const Colors& c = colors();
        QPainter painter(this);
        const int radius = Space::kControlRadius - kGap;
        if (isChecked()) {
            fillRounded(painter, rect(), c.surface3, radius);
        }
        const bool lit = isChecked() || underMouse();
        painter.setPen(!isEnabled() ? c.text3 : lit ? c.text1 : c.text2);
        QFont weighted = font();
        weighted.setWeight(isChecked() ? QFont::Medium : QFont::Normal);
        painter.setFont(weighted);
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (showsFocusRing(*this)) {
            drawFocusRing(painter, rect(), radius);
        }
    }
};

} // namespace

Segments::Segments(QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kGap, kGap, kGap, kGap);
    row->setSpacing(kGap);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Segments::setChoices(const QStringList& choices)
{
    for (QRadioButton* button : m_buttons) {
        delete button;
    }
    m_buttons.clear();
    for (const QString& choice : choices) {
        auto* button = new Segment(choice, this);
        const int index = static_cast<int>(m_buttons.size());
        button->setChecked(index == 0);
        layout()->addWidget(button);
        m_buttons.push_back(button);
        connect(button, &QRadioButton::toggled, this, [this, index](bool taken) {
            if (taken) {
                Q_EMIT chosen(index);
            }
        });
    }
    if (!m_buttons.empty()) {
        setFocusProxy(m_buttons.front());
    }
}

QStringList Segments::choices() const
{
    QStringList texts;
    for (const QRadioButton* button : m_buttons) {
        texts << button->text();
    }
    return texts;
}

int Segments::currentIndex() const
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i]->isChecked()) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

void Segments::setCurrentIndex(int index)
{
    if (index < 0 || index >= static_cast<int>(m_buttons.size())) {
        return;
    }
    QRadioButton* button = m_buttons[static_cast<std::size_t>(index)];
    const bool blocked = button->blockSignals(true); // the choice is not the user's
    button->setChecked(true);
    button->blockSignals(blocked);
    setFocusProxy(button);
}

void Segments::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        update();
    }
    QWidget::changeEvent(event);
}

void Segments::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    fillRounded(painter, rect(), colors().surface2);
}

} // namespace gesso::ui
