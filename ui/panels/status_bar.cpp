// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/status_bar.h"

#include "ui/adapters/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/thin_progress.h"

#include <QHBoxLayout>
#include <QLabel>

namespace gesso::ui {
namespace {

constexpr int kProgressWidth = 160;

IconButton* smallButton(const QString& icon, const QString& name, QWidget* parent)
{
    auto* button = new IconButton(icon, name, parent);
    button->setProperty("dense", true);
    button->setIconSize(QSize(Space::k16, Space::k16));
    button->setFixedSize(Space::kStatusBar - Space::k4, Space::kStatusBar - Space::k4);
    return button;
}

} // namespace

StatusBar::StatusBar(QWidget* parent)
    : QWidget(parent), m_hint(new ElidedLabel({}, this)), m_hintAction(new QToolButton(this)),
      m_right(new QWidget(this)), m_job(new QLabel(m_right)), m_progress(new ThinProgress(m_right)),
      m_steps(new QLabel(m_right)),
      m_pause(smallButton(QStringLiteral("player-pause"), tr("Pause the queue"), m_right)),
      m_cancel(smallButton(QStringLiteral("x"), tr("Cancel this job"), m_right))
{
    setFixedHeight(Space::kStatusBar);
    for (QLabel* label : {static_cast<QLabel*>(m_hint), m_job, m_steps}) {
        label->setProperty("role", "caption");
    }
    m_progress->setFixedWidth(kProgressWidth);
    m_progress->setAccessibleName(tr("Progress of the job"));
    auto* right = new QHBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(Space::k12);
    right->addWidget(m_job);
    right->addWidget(m_progress);
    right->addWidget(m_steps);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(m_pause);
    buttons->addWidget(m_cancel);
    right->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Space::k12, 0, Space::k8, 0);
    layout->setSpacing(Space::k16);
    layout->addWidget(m_hint);
    layout->addWidget(m_hintAction);
    layout->addStretch(1);
    layout->addWidget(m_right);
    m_right->hide();
    m_hintAction->setFocusPolicy(Qt::TabFocus);
    m_hintAction->setFixedHeight(Space::kStatusBar - Space::k4);
    m_hintAction->hide();
    connect(m_hintAction, &QToolButton::clicked, this, &StatusBar::hintActed);
    connect(m_pause, &QToolButton::clicked, this, [this] { Q_EMIT pauseRequested(!m_paused); });
    connect(m_cancel, &QToolButton::clicked, this, &StatusBar::cancelRequested);
}

void StatusBar::setHint(const QString& text, const QString& action)
{
    m_hint->setText(text);
    m_hintAction->setText(action);
    m_hintAction->setAccessibleName(action);
    m_hintAction->setToolTip(text);
    m_hintAction->setVisible(!action.isEmpty());
}

QString StatusBar::progressText(const JobLine& job)
{
    if (job.cancelling) {
        return tr("cancelling…");
    }
    QStringList parts;
    if (job.steps > 0) {
        parts.append(tr("%1 / %2", "steps done, of how many").arg(job.step).arg(job.steps));
    }
    if (const QString left = timeLeftText(job.secondsLeft); !left.isEmpty()) {
        parts.append(left);
    }
    if (job.paused) {
        parts.append(tr("paused"));
    }
    return parts.join(QStringLiteral(" · "));
}

void StatusBar::setJob(const std::optional<JobLine>& job)
{
    m_right->setVisible(job.has_value());
    if (!job) {
        return;
    }
    m_paused = job->paused;
    m_job->setText(tr("Job %1 of %2").arg(job->number).arg(job->of));
    if (job->fraction || job->paused) {
        m_progress->setFraction(job->fraction.value_or(0.));
    } else {
        m_progress->setIndeterminate(true);
    }
    m_steps->setText(progressText(*job));
    m_steps->setVisible(!m_steps->text().isEmpty());
    m_pause->setIconName(m_paused ? QStringLiteral("player-play") : QStringLiteral("player-pause"));
    m_pause->setName(m_paused ? tr("Resume the queue") : tr("Pause the queue"));
    m_cancel->setEnabled(!job->cancelling);
}

} // namespace gesso::ui
