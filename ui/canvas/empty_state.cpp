// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/empty_state.h"

#include "ui/theme/theme.h"
#include "ui/widgets/floating_card.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace gesso::ui {
namespace {

constexpr int kWidest = 680;
constexpr int kDropTargetHeight = 96;
constexpr std::size_t kMostExamples = 3;

QLabel* label(const QString& text, const char* role)
{
    auto* made = new QLabel(text);
    made->setProperty("role", role);
    made->setAlignment(Qt::AlignCenter);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    return made;
}

} // namespace

EmptyState::EmptyState(QWidget* parent) : QWidget(parent), m_modelLine(label({}, "muted")), m_cards(new QHBoxLayout)
{
    m_dropTarget = buildDropTarget();
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addStretch(3);
    column->addWidget(label(tr("Describe a picture, or drop one here"), "page"));
    column->addSpacing(Space::k8);
    column->addWidget(m_modelLine);
    column->addSpacing(Space::k24 + Space::k8);
    m_cards->setSpacing(Space::k12);
    column->addLayout(m_cards);
    column->addSpacing(2 * Space::k24); // the group stays together on large screens
    column->addWidget(m_dropTarget);
    column->addStretch(3);
    column->setContentsMargins(Space::k24, Space::k24, Space::k24, Space::k24);
    auto* middle = new QWidget;
    middle->setLayout(column);
    middle->setMaximumWidth(kWidest + 2 * Space::k24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch();
    row->addWidget(middle, 100);
    row->addStretch();
}

QWidget* EmptyState::buildDropTarget()
{
    auto* target = new QWidget;
    target->setFixedHeight(kDropTargetHeight);
    m_dropIcon = new QWidget; // painted by paintEvent(), so that it follows the scheme
    m_dropIcon->setFixedSize(Space::kIcon, Space::kIcon);
    auto* text = label(tr("Drop a picture to restyle it, or to reuse its prompt"), "muted");
    text->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* choose = new QPushButton(tr("Choose a picture…"));
    choose->setAccessibleName(tr("Choose a picture to restyle, or to reuse its prompt"));
    choose->setToolTip(tr("Open a PNG, JPEG, WebP, TIFF or EXR file"));
    connect(choose, &QPushButton::clicked, this, &EmptyState::choosePictureRequested);
    auto* row = new QHBoxLayout(target);
    row->setContentsMargins(Space::k24, Space::k12, Space::k24, Space::k12);
    row->setSpacing(Space::k12);
    row->addWidget(m_dropIcon);
    row->addWidget(text, 1);
    row->addWidget(choose);
    return target;
}

void EmptyState::setExamples(const std::vector<Example>& examples)
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 0; i < std::min(examples.size(), kMostExamples); ++i) {
        auto* card = new ExampleCard(examples[i]);
        connect(card, &QAbstractButton::clicked, this, [this, card] { Q_EMIT exampleChosen(card->text()); });
        m_cards->addWidget(card);
    }
}

void EmptyState::setModelLine(const QString& text)
{
    m_modelLine->setText(text);
}

void EmptyState::setDropHint(bool shown)
{
    m_dropHint = shown;
    update();
}

void EmptyState::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double kDash = 3.;
    QPen dashes(m_dropHint ? colors().accent : colors().text3, 1.);
    dashes.setDashPattern({kDash, kDash});
    painter.setPen(dashes);
    const QRect target(m_dropTarget->mapTo(this, QPoint()), m_dropTarget->size());
    painter.drawRoundedRect(QRectF(target).adjusted(0.5, 0.5, -0.5, -0.5), Space::kCardRadius, Space::kCardRadius);
    ui::icon(QStringLiteral("photo")).paint(&painter, {m_dropIcon->mapTo(this, QPoint()), m_dropIcon->size()});
    paintCardCorners(painter, rect(), colors().surface0);
}

} // namespace gesso::ui
