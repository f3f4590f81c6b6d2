// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/queued_job.h"
#include "core/jobs/time_left.h"

#include <deque>
#include <functional>
#include <map>

namespace gesso {

/// Hears what changes in a queue. It may read the queue and change it.
class JobQueueListener {
public:
    virtual ~JobQueueListener() = default;
    virtual void jobAdded(JobId job) = 0;
    virtual void jobChanged(JobId job) = 0; ///< state, progress or note
    virtual void jobRemoved(JobId job) = 0; ///< ended, or taken out
    virtual void jobsReordered() = 0;
    virtual void queuePaused(bool paused) = 0;

    // What becomes of jobs. The job is still in the queue when one of these is heard.
    virtual void jobSubmitted(JobId job) = 0; ///< handed over to the service
    virtual void jobFailed(JobId job, const Error& error) = 0;
    virtual void jobCancelled(JobId job) = 0;
    /// No engine: the job, or what is left of it, waits again and the queue has paused.
    virtual void jobHeldBack(JobId job, const Error& error) = 0;
};

/// The queue that every picture goes through: it hands jobs to the service, as many at once as there are devices, and
/// keeps the others, so that they can be reordered, cancelled, saved and restored.
///
/// A job that the engine cannot be started for (not found, other version) goes back to the front with all that it
/// begins from, and the queue pauses: it is not lost. When pictures of it are finished, what is left of it goes back as
/// jobs of their own. Any other failure ends that job alone; retry() puts it in once more.
///
/// Used by one thread. Whoever hears the service tells the queue by the note functions; those about a job that is not
/// in the queue, or about a picture that it has not, change nothing and return false.
class JobQueue final {
public:
    enum class Place : std::uint8_t { Back, Front };
    using Clock = std::function<double()>; ///< seconds; never goes back

    /// Service and listener must outlive the queue.
    JobQueue(GenerationService& service, JobQueueListener& listener, Clock clock = steadySeconds);

    JobId add(const GenerationRequest& request, const ExecutionOptions& options, Place place = Place::Back,
              const GenerationInputs& inputs = {});

    /// Ends a job: a waiting one at once, a running one within a block of the network.
    void cancel(JobId job);
    /// Takes those of these jobs out that wait, and returns them, so that they can be put back.
    TakenJobs takeOut(const std::vector<JobId>& jobs);
    /// Puts jobs that were taken out back to where they stood among those that are still there, with their numbers.
    void putBack(const TakenJobs& taken);
    /// Makes a waiting job the next one. The order before is returned, for undo; empty when nothing was moved.
    std::vector<JobId> moveToFront(JobId job);
    /// Moves a waiting job to where it stood in an earlier order.
    void moveBack(JobId job, const std::vector<JobId>& order);
    [[nodiscard]] bool canRetry(JobId failedJob) const { return m_failed.contains(failedJob); }
    /// Puts in, as the next ones, what is left to do of a job that failed, once.
    void retry(JobId failedJob);

    void setPaused(bool paused); ///< running jobs go on, no other starts
    [[nodiscard]] bool paused() const { return m_paused; }

    void noteDevices(const std::vector<DeviceInfo>& devices);
    void noteRestart(); ///< the engine ended, and is started again for the jobs that ran
    bool noteStarted(JobId job, const std::string& device);
    bool noteProgress(JobId job, const JobProgress& progress);
    bool notePicture(JobId job, int index); ///< it is finished
    bool noteFinished(JobId job);
    bool noteCancelled(JobId job);
    bool noteFailed(JobId job, const Error& error);

    [[nodiscard]] const std::deque<QueuedJob>& jobs() const { return m_jobs; } ///< running ones first
    [[nodiscard]] const QueuedJob* find(JobId job) const;
    [[nodiscard]] bool empty() const { return m_jobs.empty(); }
    [[nodiscard]] bool hasWaiting() const { return !m_jobs.empty() && m_jobs.back().isWaiting(); }
    /// Whether a job in the queue has a picture at this place.
    [[nodiscard]] bool hasPicture(JobId job, int index) const;

    /// "job 3 of 7": the jobs that were finished or failed since the queue was last empty, and with them all that are
    /// in the queue. Cancelled ones do not count.
    [[nodiscard]] int endedInSeries() const { return m_ended; }
    [[nodiscard]] int allInSeries() const { return m_ended + static_cast<int>(m_jobs.size()); }
    /// Seconds until the queue is empty; nothing while that cannot be told.
    [[nodiscard]] std::optional<double> secondsLeft() const;

    [[nodiscard]] static double steadySeconds(); ///< of std::chrono::steady_clock

private:
    using Jobs = std::deque<QueuedJob>;
    struct Failed {
        QueuedJob job;
        int series = 0;
    };

    void submitNext();
    void holdBack(const QueuedJob& job, const Error& error);
    [[nodiscard]] std::vector<QueuedJob> remaindersOf(const QueuedJob& job, const Error& error);
    void end(JobId job, bool counts);
    void endSeriesIfEmpty();
    void updateTimeLeft(QueuedJob& job);
    void estimateWaiting(); ///< from what the job that has just ended took
    [[nodiscard]] QueuedJob* mutableJob(JobId job);
    [[nodiscard]] Jobs::iterator firstWaiting();
    /// Before the next one of the order after it that waits, else behind the last one before it.
    [[nodiscard]] Jobs::iterator formerPlace(JobId job, const std::map<JobId, std::size_t>& places);
    [[nodiscard]] int running() const;
    [[nodiscard]] std::vector<JobId> order() const;

    GenerationService& m_service;
    JobQueueListener& m_listener;
    Clock m_clock;
    Jobs m_jobs;
    std::map<JobId, Failed> m_failed;
    TimeLeft m_timeLeft;
    JobId m_lastId = 0;
    int m_parallel = 1;
    int m_ended = 0;
    int m_series = 0; ///< counts how often the queue became empty
    bool m_paused = false;
};

} // namespace gesso
