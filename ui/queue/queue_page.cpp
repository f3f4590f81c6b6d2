// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_page.h"

#include "ui/queue/job_row.h"
#include "ui/queue/job_words.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace gesso::ui {

QueuePage::QueuePage(QueueSignals& queue, QWidget* parent)
    : QWidget(parent), m_signals(queue), m_queue(queue.queue()), m_scroll(new QScrollArea(this)), m_list(nullptr),
      m_empty(buildEmptyState())
{
    auto* rows = new QWidget;
    m_list = new QVBoxLayout(rows);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(Space::k8);
    m_list->addStretch();
    m_scroll->setWidget(rows);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setAccessibleName(tr("Jobs"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::k24, Space::k12, Space::k24, Space::k12);
    layout->setSpacing(Space::k16);
    layout->addWidget(buildHeader());
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_empty, 1);
    listen();
    for (const QueuedJob& job : m_queue.jobs()) {
        addRow(job.id);
    }
    showHeader();
}

QWidget* QueuePage::buildHeader()
{
    auto* header = new QWidget(this);
    m_title = new QLabel(header);
    m_title->setProperty("role", "page");
    m_forecast = new QLabel(header);
    m_forecast->setProperty("role", "muted");
    m_pause = new QPushButton(header);
    m_clear = new QPushButton(tr("Clear waiting"), header);
    m_clear->setToolTip(tr("Remove all jobs that have not started"));
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Space::k12);
    layout->addWidget(m_title);
    layout->addWidget(m_forecast);
    layout->addStretch();
    layout->addWidget(m_pause);
    layout->addWidget(m_clear);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_queue.setPaused(!m_queue.paused()); });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setFocus(); // the button is about to go; the prompt is not where its focus belongs
        Q_EMIT clearWaitingRequested();
    });
    return header;
}

QWidget* QueuePage::buildEmptyState()
{
    auto* empty = new QWidget(this);
    auto* title = new QLabel(tr("Queue is empty"), empty);
    title->setProperty("role", "title");
    auto* text = new QLabel(tr("Each time you press Generate (Ctrl+Return), a job is added here. Keep writing and "
                               "press it again: jobs run one after another, and you can reorder or cancel them."),
                            empty);
    text->setProperty("role", "muted");
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    text->setFixedWidth(Space::kSidePanel + Space::k24 * 2);
    auto* layout = new QVBoxLayout(empty);
    layout->setSpacing(Space::k8);
    layout->addStretch();
    layout->addWidget(title, 0, Qt::AlignHCenter);
    auto* middle = new QHBoxLayout; // an aligned label would not be as high as its lines need
    middle->addStretch();
    middle->addWidget(text);
    middle->addStretch();
    layout->addLayout(middle);
    layout->addStretch();
    return empty;
}

void QueuePage::listen()
{
    connect(&m_signals, &QueueSignals::added, this, [this](JobId job) {
        addRow(job);
        if (job != m_queue.jobs().back().id) {
            sortRows(); // the order in which Tab goes through them
        }
        showHeader();
    });
    connect(&m_signals, &QueueSignals::removed, this, [this](JobId job) {
        removeRow(job);
        showHeader();
    });
    connect(&m_signals, &QueueSignals::changed, this, [this](JobId job) {
        const QueuedJob* changed = m_queue.find(job);
        if (JobRow* shown = row(job); shown != nullptr && changed != nullptr) {
            shown->showJob(*changed, m_signals.preview(job));
        }
        showForecast();
    });
    connect(&m_signals, &QueueSignals::orderChanged, this, &QueuePage::sortRows);
    connect(&m_signals, &QueueSignals::pausedChanged, this, &QueuePage::showHeader);
}

JobRow* QueuePage::row(JobId job) const
{
    const auto found = m_rows.find(job);
    return found != m_rows.end() ? found->second : nullptr;
}

void QueuePage::addRow(JobId id)
{
    const QueuedJob* job = m_queue.find(id);
    if (job == nullptr || m_rows.contains(id)) {
        return;
    }
    int place = 0;
    for (const QueuedJob& each : m_queue.jobs()) {
        if (each.id == id) {
            break;
        }
        place += m_rows.contains(each.id) ? 1 : 0;
    }
    auto* added = new JobRow(*job, m_signals.preview(id), m_scroll->widget());
    m_rows[id] = added;
    m_list->insertWidget(place, added);
    connect(added, &JobRow::cancelRequested, this, [this, id] { Q_EMIT cancelRequested(id); });
    connect(added, &JobRow::frontRequested, this, [this, id] { Q_EMIT frontRequested(id); });
    connect(added, &JobRow::walkRequested, this, &QueuePage::moveFocus);
    connect(added, &JobRow::showRequested, this, [this, id] { Q_EMIT showRequested(id); });
}

void QueuePage::removeRow(JobId job)
{
    JobRow* gone = row(job);
    if (gone == nullptr) {
        return;
    }
    if (gone->isAncestorOf(focusWidget()) || gone->hasFocus()) {
        moveFocus(m_list->indexOf(gone) + 2 < m_list->count() ? 1 : -1); // the last item is the stretch
    }
    m_rows.erase(job);
    m_list->removeWidget(gone);
    gone->hide();
    gone->deleteLater(); // it may be its own button that was pressed
}

void QueuePage::sortRows()
{
    int place = 0;
    for (const QueuedJob& job : m_queue.jobs()) {
        JobRow* shown = row(job.id);
        if (shown == nullptr) {
            continue;
        }
        if (m_list->indexOf(shown) != place) {
            m_list->removeWidget(shown);
            m_list->insertWidget(place, shown);
        }
        ++place;
    }
    QWidget* before = nullptr;
    for (const QueuedJob& job : m_queue.jobs()) {
        if (JobRow* shown = row(job.id)) {
            if (before != nullptr) {
                setTabOrder(before, shown);
            }
            before = shown;
        }
    }
}

void QueuePage::showHeader()
{
    const int jobs = static_cast<int>(m_queue.jobs().size());
    const bool paused = m_queue.paused();
    m_title->setText(jobs == 0 ? tr("Queue") : tr("%n job(s)", nullptr, jobs));
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(icon(paused ? QStringLiteral("player-play") : QStringLiteral("player-pause")));
    m_pause->setToolTip(paused ? tr("Start the waiting jobs") : tr("Finish the current job, then pause"));
    m_pause->setVisible(jobs > 0 || paused);
    m_clear->setVisible(jobs > 0);
    m_scroll->setVisible(jobs > 0);
    m_empty->setVisible(jobs == 0);
    showForecast();
}

void QueuePage::showForecast()
{
    QString text = m_queue.empty() ? QString() : queueForecast(m_queue.secondsLeft(), QDateTime::currentDateTime());
    if (m_queue.paused()) {
        text = tr("paused");
    }
    m_forecast->setText(text);
    const bool waiting = std::any_of(m_queue.jobs().begin(), m_queue.jobs().end(),
                                     [](const QueuedJob& job) { return job.state == QueuedJob::State::Waiting; });
    m_clear->setEnabled(waiting);
}

void QueuePage::moveFocus(int rows)
{
    int place = -1;
    for (int i = 0; i + 1 < m_list->count(); ++i) {
        QWidget* each = m_list->itemAt(i)->widget();
        if (each->hasFocus() || each->isAncestorOf(focusWidget())) {
            place = i;
        }
    }
    const int next = place < 0 ? 0 : qBound(0, place + rows, m_list->count() - 2);
    if (QLayoutItem* item = m_list->itemAt(next); item != nullptr && item->widget() != nullptr) {
        item->widget()->setFocus(Qt::TabFocusReason);
        m_scroll->ensureWidgetVisible(item->widget(), 0, Space::k8);
    }
}

void QueuePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showForecast(); // the time of day goes on while the page is not seen
}

} // namespace gesso::ui
