// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"

#include <chrono>
#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace gesso {

/// The jobs that were submitted and have not ended, in their order, and what becomes of them. Everything that the
/// listener hears comes from here, but for the answers to inquiries (inquiry_table.h). Used by one thread.
class JobTable final {
public:
    /// How often one job may take the engine down, without a picture in between, before it is given up.
    static constexpr int kMaxDeaths = 2;

    using Time = std::chrono::nanoseconds; ///< of the running engine's age

    /// The listener must outlive the table.
    explicit JobTable(GenerationListener& listener) : m_listener(listener) {}

    [[nodiscard]] bool empty() const noexcept { return m_jobs.empty(); }

    /// Notes a job; one whose id is there already is dropped.
    void add(protocol::Submit submit);

    /// The jobs that the running engine has not been told of, which are now taken as told.
    [[nodiscard]] std::vector<protocol::Submit> takeUnsent();

    /// Ends a job that the engine does not know of at once; otherwise true: the engine is to be asked.
    [[nodiscard]] bool cancel(JobId job, Time now = {});

    /// A job that the engine was asked to cancel before `since`, and has not.
    [[nodiscard]] std::optional<JobId> cancelledBefore(Time since) const;

    /// Passes on what the engine says. What is about an unknown job is a late answer and dropped.
    /// Errors: ProtocolViolation when it does not fit the job.
    [[nodiscard]] Result<> take(protocol::FromEngine message);

    /// Who is to blame for an engine's end.
    enum class Blame : std::uint8_t {
        RunningJobs, ///< those that it was running, or else its first one
        Nobody,      ///< it was ended for a job that did not stop, or before it was ready
    };

    /// The engine is gone: fails the jobs to blame for kMaxDeaths ends with `error`, ends those being cancelled,
    /// finishes those that have all their pictures, and makes the others unsent again. Whether an engine is to be
    /// started: for a job, or, where none was failed, if `alsoIdle`.
    bool engineDied(const Error& error, Blame blame = Blame::RunningJobs, bool alsoIdle = false);

    /// No engine can be started: fails every job with `error`.
    void engineNotStarted(const Error& error);

    /// The engine is silent, or speaks again.
    void engineSilent(bool silent) { m_listener.engineSilent(silent); }

private:
    struct Job {
        protocol::Submit submit;
        bool sent = false;
        bool started = false;
        std::optional<Time> cancelled; ///< when the engine was asked to
        int deaths = 0;                ///< since its last picture
        std::set<int> made{};          ///< places of the pictures that have come, also from engines that died
        MadeWith madeWith{};           ///< of the last of them
        std::vector<std::string> notices;

        [[nodiscard]] bool isWhole() const { return std::cmp_equal(made.size(), submit.request.count); }
        [[nodiscard]] bool isGivenUp() const { return !cancelled && !isWhole() && deaths >= kMaxDeaths; }
        [[nodiscard]] bool runsAgain() const { return !cancelled && !isWhole() && deaths < kMaxDeaths; }
    };

    void forgetEngine(Blame blame);
    void settle(Job& job, const Error& error);
    void finish(Job job, protocol::Finished message);
    [[nodiscard]] Job* find(JobId id);
    /// Takes a job out of the table.
    Job remove(JobId id);

    [[nodiscard]] Result<> on(const protocol::Ready& message);
    [[nodiscard]] Result<> on(const protocol::Accepted& message);
    [[nodiscard]] Result<> on(const protocol::Started& message);
    [[nodiscard]] Result<> on(const protocol::Progress& message);
    [[nodiscard]] Result<> on(const protocol::Preview& message);
    [[nodiscard]] Result<> on(const protocol::PictureMade& message);
    [[nodiscard]] Result<> on(protocol::Finished message);
    [[nodiscard]] Result<> on(const protocol::Failed& message);
    [[nodiscard]] Result<> on(const protocol::Cancelled& message);
    [[nodiscard]] Result<> on(const protocol::Heartbeat& message);
    [[nodiscard]] Result<> on(const protocol::TokensCounted& message);
    [[nodiscard]] Result<> on(protocol::Notice message);

    GenerationListener& m_listener;
    std::deque<Job> m_jobs;
};

} // namespace gesso
