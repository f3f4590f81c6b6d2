// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_row.h"

#include "ui/queue/job_thumbnail.h"
#include "ui/queue/job_words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/thin_progress.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace gesso::ui {
namespace {

constexpr int kHeight = 92;
constexpr int kStateWidth = 150; ///< so that the progress line keeps its length
constexpr int kMostToolTip = 2000;

} // namespace

JobRow::JobRow(const QueuedJob& job, const QImage& preview, QWidget* parent)
    : QWidget(parent), m_job(job.id), m_picture(new JobThumbnail(this)), m_title(new ElidedLabel({}, this)),
      m_details(new ElidedLabel({}, this)), m_note(new ElidedLabel({}, this)), m_progress(new ThinProgress(this)),
      m_state(new QLabel(this)),
      m_front(new IconButton(QStringLiteral("arrow-bar-to-up"), tr("Move to the front"), this)),
      m_cancel(new IconButton(QStringLiteral("x"), tr("Cancel this job"), this))
{
    setFixedHeight(kHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    build();
    m_title->setText(jobTitle(job));
    m_details->setText(jobDetails(job));
    const QString prompt = QString::fromStdString(job.request.prompt.substr(0, kMostToolTip));
    m_title->setToolTip(QStringLiteral("<p>%1</p>").arg(prompt.toHtmlEscaped())); // a paragraph is wrapped
    m_cancel->setShownShortcut(Qt::Key_Delete);
    connect(m_front, &QToolButton::clicked, this, &JobRow::frontRequested);
    connect(m_cancel, &QToolButton::clicked, this, &JobRow::cancelRequested);
    showJob(job, preview);
}

void JobRow::build()
{
    m_title->setFont(ui::font(TypeSize::kBody, QFont::Medium));
    m_details->setProperty("role", "caption");
    m_note->setProperty("role", "caption");
    m_state->setProperty("role", "muted");
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_state->setMinimumWidth(kStateWidth);
    auto* words = new QVBoxLayout;
    words->setSpacing(Space::k4);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_details);
    words->addWidget(m_note);
    words->addWidget(m_progress);
    words->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Space::k16, Space::k12, Space::k12, Space::k12);
    layout->setSpacing(Space::k16);
    layout->addWidget(m_picture);
    layout->addLayout(words, 1);
    layout->addWidget(m_state);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(m_front);
    buttons->addWidget(m_cancel);
    layout->addLayout(buttons);
    QSizePolicy policy = m_front->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_front->setSizePolicy(policy);
}

void JobRow::showJob(const QueuedJob& job, const QImage& preview)
{
    const bool running = !job.isWaiting();
    if (running != m_running) {
        m_running = running;
        QWidget::update();
    }
    m_picture->setPicture(preview);
    m_note->setText(jobNote(job));
    m_note->setVisible(!m_note->text().isEmpty());
    m_progress->setVisible(running);
    if (running && job.fraction <= 0.) {
        m_progress->setIndeterminate(true);
    } else if (running) {
        m_progress->setFraction(job.fraction);
    }
    m_state->setText(jobState(job));
    m_front->setVisible(!running);
    m_cancel->setEnabled(job.state != QueuedJob::State::Cancelling);
    setAccessibleName(m_title->text());
    setAccessibleDescription(QStringList{m_details->text(), m_state->text(), m_note->text()}.join(u' ').trimmed());
}

QString JobRow::stateText() const
{
    return m_state->text();
}

QString JobRow::note() const
{
    return m_note->text();
}

QSize JobRow::sizeHint() const
{
    return {QWidget::sizeHint().width(), kHeight};
}

void JobRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRounded(painter, rect(), colors().surface1, Space::kCardRadius);
    if (m_running) {
        painter.setPen(colors().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space::kCardRadius, Space::kCardRadius);
    }
    if (showsFocusRing(*this)) {
        drawFocusRing(painter, rect(), Space::kCardRadius);
    }
}

void JobRow::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        Q_EMIT showRequested();
    }
}

void JobRow::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_cancel->isEnabled()) {
            Q_EMIT cancelRequested();
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT showRequested();
        break;
    case Qt::Key_Up:
        Q_EMIT walkRequested(-1); // else the list would scroll
        break;
    case Qt::Key_Down:
        Q_EMIT walkRequested(1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace gesso::ui
