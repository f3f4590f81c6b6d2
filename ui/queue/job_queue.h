// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/time_left.h"
#include "ui/adapters/service_events.h"

#include <QElapsedTimer>

#include <deque>
#include <set>

namespace gesso::ui {

/// A job that has not ended.
struct QueuedJob {
    enum class State : std::uint8_t { Waiting, Running, Cancelling };

    JobId id = 0;
    GenerationRequest request;
    ExecutionOptions options;
    GenerationInputs inputs; ///< the pictures that the request begins from
    std::set<int> made;      ///< places of the pictures of it that are finished
    State state = State::Waiting;
    JobProgress progress;              ///< of the stage it is in; of a running job
    double fraction = 0.;              ///< done of the whole job, 0..1
    std::optional<double> secondsLeft; ///< of a waiting job all that it takes; nothing until it can be told
    QImage preview;                    ///< the latest preview or picture of it
    QString device;                    ///< "cpu:0" once it has started
    QString note;                      ///< one line for the user, or empty
};

/// The queue that every picture goes through: it hands jobs to the service, as many at once as there are devices, and
/// keeps the others, so that they can be reordered, cancelled, saved and restored.
///
/// A job that the engine cannot be started for (not found, other version) goes back to the front with all that it
/// begins from, and the queue pauses: it is not lost. When pictures of it are finished, what is left of it goes back as
/// jobs of their own. Any other failure ends that job alone.
class JobQueue final : public QObject {
    Q_OBJECT

public:
    enum class Place : std::uint8_t { Back, Front };

    /// Both must outlive the queue.
    JobQueue(GenerationService& service, ServiceEvents& events, QObject* parent = nullptr);

    JobId add(const GenerationRequest& request, const ExecutionOptions& options, Place place = Place::Back,
              const GenerationInputs& inputs = {});

    /// Ends a job: a waiting one at once, a running one within a block of the network.
    void cancel(JobId job);
    /// Cancels those that run and takes out those that wait; the latter are returned, for undo.
    std::vector<QueuedJob> cancelAll();
    /// Takes out the waiting jobs and returns them, for undo.
    std::vector<QueuedJob> clearWaiting();
    /// Puts jobs that were taken out back at the end, with their numbers.
    void putBack(const std::vector<QueuedJob>& jobs);
    /// Makes a waiting job the next one.
    void moveToFront(JobId job);

    void setPaused(bool paused); ///< running jobs go on, no other starts
    [[nodiscard]] bool paused() const { return m_paused; }

    [[nodiscard]] const std::deque<QueuedJob>& jobs() const { return m_jobs; } ///< running ones first
    [[nodiscard]] const QueuedJob* find(JobId job) const;
    [[nodiscard]] bool empty() const { return m_jobs.empty(); }

    /// "job 3 of 7": the jobs that ended since the queue was last empty, and all that were put in since.
    [[nodiscard]] int endedInSeries() const { return m_ended; }
    [[nodiscard]] int allInSeries() const { return m_ended + static_cast<int>(m_jobs.size()); }
    /// Seconds until the queue is empty; nothing while that cannot be told.
    [[nodiscard]] std::optional<double> secondsLeft() const;

Q_SIGNALS:
    void added(gesso::JobId job);
    void changed(gesso::JobId job); ///< state, progress, preview or note
    void removed(gesso::JobId job); ///< ended, or taken out
    void orderChanged();
    void pausedChanged(bool paused);

    // What becomes of jobs. The job is still in the queue when one of these is heard.
    void submitted(gesso::JobId job); ///< handed over to the service
    void started(gesso::JobId job);
    void previewed(gesso::JobId job, int index, const QImage& preview);
    void pictureReady(gesso::JobId job, const gesso::ui::FinishedPicture& picture);
    void finished(gesso::JobId job, const gesso::ui::JobSummary& summary);
    void failed(gesso::JobId job, const gesso::Error& error);
    void cancelled(gesso::JobId job);
    /// No engine: the job, or what is left of it, waits again and the queue has paused.
    void heldBack(gesso::JobId job, const gesso::Error& error);

private:
    void listenTo(ServiceEvents& events);
    void submitNext();
    void noteDevices(const std::vector<DeviceInfo>& devices);
    void noteLost(const Error& error, bool restarting);
    void noteStarted(JobId job, const QString& device);
    void noteProgress(JobId job, const JobProgress& progress);
    void notePreview(JobId job, int index, const QImage& preview);
    void notePicture(JobId job, const FinishedPicture& picture);
    void noteFailed(JobId job, const Error& error);
    void holdBack(const QueuedJob& job, const Error& error);
    [[nodiscard]] std::vector<QueuedJob> remaindersOf(const QueuedJob& job, const QString& note);
    void take(JobId job);
    void updateTimeLeft(QueuedJob& job);
    void estimateWaiting(); ///< from what the job that has just ended took
    [[nodiscard]] QueuedJob* mutableJob(JobId job);
    [[nodiscard]] int running() const;
    [[nodiscard]] std::vector<QueuedJob> takeWaiting();

    GenerationService& m_service;
    std::deque<QueuedJob> m_jobs;
    TimeLeft m_timeLeft;
    QElapsedTimer m_clock;
    JobId m_lastId = 0;
    int m_parallel = 1;
    int m_ended = 0;
    bool m_paused = false;
};

} // namespace gesso::ui
