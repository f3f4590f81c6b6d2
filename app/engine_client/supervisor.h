// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/engine_client.h"
#include "app/engine_client/engine_link.h"
#include "app/engine_client/inquiry_table.h"
#include "app/engine_client/job_table.h"
#include "core/base/file.h"

#include <mutex>
#include <thread>

namespace gesso {

/// The thread behind EngineClient: it alone owns the engine and the jobs, starts the engine, and starts it again. It
/// lives as long as the client: an engine ends with the thread that started it.
class Supervisor final {
public:
    /// `log` may be null; like the listener it must outlive the supervisor.
    Supervisor(EngineClientOptions options, GenerationListener& listener, EngineLog* log);
    /// Ends the engine, then the thread.
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    struct Restart {};

    /// What the client asks of the thread.
    using Command = std::variant<protocol::Submit, protocol::Cancel, protocol::CountTokens, Restart>;

    /// Hands a command over to the thread. Any thread may call it; it never waits.
    void post(Command command);

private:
    void run(const std::stop_token& stop);
    void waitForNews();
    void wake() const;
    void takePosted();
    void on(protocol::Submit message);
    void on(const protocol::Cancel& message);
    void on(protocol::CountTokens message);
    void on(Restart command);
    [[nodiscard]] Result<> pass(protocol::FromEngine message);
    void startEngine();
    void sendUnsent();
    void takeMessages();
    void watchSilence();
    void watchCancels();
    void loseEngine(const Error& error, JobTable::Blame blame = JobTable::Blame::RunningJobs);
    void loseUnready(const Error& error);
    void loseReady(const Error& error, JobTable::Blame blame, bool wasHealthy);

    // Immutable after construction.
    const EngineClientOptions m_options;
    EngineLog* const m_log;
    UniqueFd m_wakeUp; ///< an eventfd

    // Guarded by m_mutex.
    std::mutex m_mutex;
    std::vector<Command> m_posted;

    // Owned by the thread.
    JobTable m_jobs;
    InquiryTable m_inquiries;
    std::unique_ptr<EngineLink> m_link; ///< null while no engine runs
    bool m_startWanted = false;         ///< also without a job
    bool m_toldSilent = false;          ///< the listener believes that the engine is silent
    int m_failedStarts = 0;             ///< engines that ended before they were ready, since one that was
    int m_idleDeaths = 0;               ///< engines that died without a job, since one that did a job or lived long

    std::jthread m_thread; ///< last, so that all the rest is there while it runs
};

} // namespace gesso
