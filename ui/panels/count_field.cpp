// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/count_field.h"

#include "core/generation/validate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/segments.h"

#include <QSignalBlocker>
#include <QStackedLayout>

#include <algorithm>
#include <array>

namespace gesso::ui {
namespace {

constexpr std::array<int, 4> kUsual{1, 2, 4, 8};

} // namespace

CountField::CountField(QWidget* parent)
    : QWidget(parent), m_segments(new Segments(this)), m_typed(new NumberField(this)),
      m_other(new IconButton(QStringLiteral("dots"), tr("Another number of variations…"), this)),
      m_stack(new QStackedLayout)
{
    m_segments->setAccessibleName(tr("Variations"));
    m_segments->setToolTip(tr("How many pictures to make, each with a seed of its own"));
    m_typed->setRange({1, RequestLimits::kMaxCount, 1, 1, 0});
    m_typed->setFilled(false);
    m_typed->setAccessibleName(tr("Number of variations"));
    m_typed->setToolTip(tr("How many pictures to make, from 1 to %1").arg(RequestLimits::kMaxCount));

    m_stack->addWidget(m_segments);
    m_stack->addWidget(m_typed);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Space::k8);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_other);
    setFocusProxy(m_segments);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    connect(m_segments, &Segments::chosen, this,
            [this](int index) { choose(m_segments->choices().value(index).toInt()); });
    connect(m_other, &QToolButton::clicked, this, [this] {
        m_stack->setCurrentWidget(m_typed);
        m_typed->startTyping();
    });
    connect(m_typed, &NumberField::editingFinished, this, [this] {
        choose(static_cast<int>(m_typed->value()));
        showCount();
    });
    connect(m_typed, &NumberField::typingEnded, this, &CountField::showCount); // Esc too
    showCount();
}

void CountField::setValue(int count)
{
    m_count = std::clamp(count, 1, RequestLimits::kMaxCount);
    showCount();
}

void CountField::choose(int count)
{
    if (count != m_count && count > 0) {
        setValue(count);
        Q_EMIT countChosen(m_count);
    }
}

void CountField::showCount()
{
    QStringList choices;
    for (const int usual : kUsual) {
        choices.append(QString::number(usual));
    }
    const QString now = QString::number(m_count);
    if (!choices.contains(now)) {
        choices.append(now);
    }
    if (choices != m_segments->choices()) {
        m_segments->setChoices(choices);
        setTabOrder(m_segments->findChildren<QRadioButton*>().constLast(), m_other);
    }
    m_segments->setCurrentIndex(static_cast<int>(choices.indexOf(now)));
    const QSignalBlocker quiet(m_typed);
    m_typed->setValue(m_count);
    m_stack->setCurrentWidget(m_segments);
}

} // namespace gesso::ui
