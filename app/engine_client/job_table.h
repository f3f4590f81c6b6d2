// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"

#include <deque>
#include <optional>
#include <vector>

namespace gesso {

/// The jobs that were submitted and have not ended, in their order, and what becomes of them. Everything that the
/// listener hears comes from here, but for the answers to inquiries (inquiry_table.h). Used by one thread.
class JobTable final {
public:
    /// How often one job may take the engine down before it is given up.
    static constexpr int kMaxDeaths = 2;

    /// The listener must outlive the table.
    explicit JobTable(GenerationListener& listener) : m_listener(listener) {}

    [[nodiscard]] bool empty() const noexcept { return m_jobs.empty(); }

    /// Notes a job; one whose id is there already is dropped.
    void add(protocol::Submit submit);

    /// The jobs that the running engine has not been told of, which are now taken as told.
    [[nodiscard]] std::vector<protocol::Submit> takeUnsent();

    /// Ends a job that the engine does not know of at once; otherwise true: the engine is to be asked.
    [[nodiscard]] bool cancel(JobId job);

    /// Passes on what the engine says. What is about an unknown job is a late answer and dropped.
    /// Errors: ProtocolViolation when it does not fit the job.
    [[nodiscard]] Result<> take(protocol::FromEngine message);

    /// The engine is gone: charges the jobs that it was running (or else its first one), fails those charged
    /// kMaxDeaths times with `error`, ends those being cancelled, and makes the others unsent again.
    void engineDied(const Error& error);

    /// The engine could not be started: fails every job with `error`.
    void engineNotStarted(const Error& error);

private:
    struct Job {
        protocol::Submit submit;
        bool sent = false;
        bool started = false;
        bool cancelling = false;
        int deaths = 0;
        std::vector<JobImage> images;

        [[nodiscard]] bool runsAgain() const { return !cancelling && deaths < kMaxDeaths; }
    };

    void chargeDeath();
    [[nodiscard]] Job* find(JobId id);
    /// Takes a job out of the table.
    Job remove(JobId id);

    [[nodiscard]] Result<> on(protocol::Ready message);
    [[nodiscard]] Result<> on(const protocol::Accepted& message);
    [[nodiscard]] Result<> on(protocol::Started message);
    [[nodiscard]] Result<> on(protocol::Progress message);
    [[nodiscard]] Result<> on(protocol::Preview message);
    [[nodiscard]] Result<> on(protocol::Picture message);
    [[nodiscard]] Result<> on(protocol::Finished message);
    [[nodiscard]] Result<> on(protocol::Failed message);
    [[nodiscard]] Result<> on(const protocol::Cancelled& message);
    [[nodiscard]] Result<> on(const protocol::Heartbeat& message);
    [[nodiscard]] Result<> on(const protocol::TokensCounted& message);

    GenerationListener& m_listener;
    std::deque<Job> m_jobs;
};

} // namespace gesso
