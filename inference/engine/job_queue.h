// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"
#include "inference/engine/job.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace gesso::inference {

/// Jobs in the order of their arrival, handed out image by image to the devices that may do them. May be shared by
/// threads. Each job ends in exactly one event: Finished, Failed or Cancelled.
class JobQueue {
public:
    static constexpr std::size_t kMostJobs = 256;

    /// Throws EngineError(InvalidRequest) where the queue is full. The job's id must not be in the queue.
    void push(std::shared_ptr<Job> job);

    /// Whether a job of this id waits or is being worked on.
    [[nodiscard]] bool contains(JobId id);

    /// Waits for an image that this device may make. Nothing once close() was called.
    [[nodiscard]] std::optional<Claim> take(const WorkerDevice& device);

    /// What the end of a claim means for its job.
    struct AfterClaim {
        std::optional<protocol::FromEngine> end; ///< the event that ends the job, when this was the last of it
        bool moreToTake = false;                 ///< the job has images that no device has taken
    };
    [[nodiscard]] AfterClaim finish(const Claim& claim, const Outcome& outcome);

    /// Takes back a claim of a device that cannot be used, which then has no part in the job any more. False, and
    /// nothing done, where no other device has.
    [[nodiscard]] bool giveBack(const Claim& claim, const WorkerDevice& device);

    /// Stops a job; the event that ends it when no device works on it. An id that is not known is not an error: the
    /// job may just have ended.
    [[nodiscard]] std::optional<protocol::FromEngine> cancel(JobId id);

    /// Stops all jobs, as cancel() does, and lets no more be taken.
    void close();

private:
    [[nodiscard]] std::shared_ptr<Job> find(JobId id) const;
    /// The event that ends the job and forgets it, or nothing while it has work left. m_mutex must be held.
    [[nodiscard]] std::optional<protocol::FromEngine> endOf(const std::shared_ptr<Job>& job);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<Job>> m_jobs; ///< guarded by m_mutex
    bool m_closed = false;                   ///< guarded by m_mutex
};

} // namespace gesso::inference
