// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/supervisor.h"

#include "app/engine_client/engine_log.h"

#include <array>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gesso {
namespace {

/// How often limits of time, and engines that ended behind an open pipe, are looked for.
constexpr int kTickMs = 250;

/// How often an engine is started in a row that does not come to be ready.
constexpr int kMostStarts = 2;
/// How often in a row an engine that died without a job is started again without a job.
constexpr int kMostIdleRestarts = 2;
/// An engine that lived so long was well, whatever it died of.
constexpr std::chrono::minutes kHealthyAge{10};

/// Whether another start would end as this one did.
bool isFinal(ErrorCode code)
{
    return code == ErrorCode::EngineNotFound || code == ErrorCode::VersionMismatch ||
           code == ErrorCode::ProtocolViolation;
}

bool isJobsEnd(const protocol::FromEngine& message)
{
    return std::holds_alternative<protocol::Finished>(message) || std::holds_alternative<protocol::Failed>(message) ||
           std::holds_alternative<protocol::Cancelled>(message);
}

/// Signals of the program are the main thread's; and a write to an engine that ended must be an error, not SIGPIPE.
void blockSignals()
{
    sigset_t signals;
    ::sigfillset(&signals);
    ::pthread_sigmask(SIG_SETMASK, &signals, nullptr);
}

} // namespace

Supervisor::Supervisor(EngineClientOptions options, GenerationListener& listener, EngineLog* log)
    : m_options(std::move(options)), m_log(log), m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_jobs(listener),
      m_inquiries(listener), m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

Supervisor::~Supervisor()
{
    m_thread.request_stop();
    wake();
    m_thread.join();
}

void Supervisor::post(Command command)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(command));
    }
    wake();
}

void Supervisor::run(const std::stop_token& stop)
{
    blockSignals();
    startEngine();
    while (!stop.stop_requested()) {
        waitForNews();
        takePosted();
        if (!m_link && (m_startWanted || !m_jobs.empty())) {
            startEngine();
        }
        if (m_link) {
            m_link->exchange();
            takeMessages();
            watchSilence();
            watchCancels();
        }
    }
    if (m_link) {
        static_cast<void>(m_link->send(protocol::Shutdown{})); // an engine that does not read it is ended all the same
        m_link.reset();
    }
}

void Supervisor::waitForNews()
{
    std::array<pollfd, 4> awaited{pollfd{m_wakeUp.get(), POLLIN, 0}, {-1, 0, 0}, {-1, 0, 0}, {-1, 0, 0}};
    if (m_link) {
        const std::array<pollfd, 3> link = m_link->awaited();
        std::copy(link.begin(), link.end(), awaited.begin() + 1);
    }
    // Without an engine there is nothing to wait for but commands, unless a new one is to be started.
    const int limitMs = m_link ? kTickMs : m_jobs.empty() && !m_startWanted ? -1 : 0;
    ::poll(awaited.data(), awaited.size(), limitMs);
    std::uint64_t wakeUps = 0;
    static_cast<void>(::read(m_wakeUp.get(), &wakeUps, sizeof(wakeUps)));
}

void Supervisor::wake() const
{
    const std::uint64_t one = 1;
    static_cast<void>(::write(m_wakeUp.get(), &one, sizeof(one)));
}

void Supervisor::takePosted()
{
    std::vector<Command> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (Command& command : posted) {
        std::visit([this](auto& content) { on(std::move(content)); }, command);
    }
}

void Supervisor::on(protocol::Submit message)
{
    if (m_log != nullptr) {
        m_log->submitted(message.job, message.request, message.options);
    }
    m_jobs.add(std::move(message));
    sendUnsent();
}

void Supervisor::on(const protocol::Cancel& message)
{
    if (m_jobs.cancel(message.job, m_link ? m_link->age() : JobTable::Time{}) && m_link) {
        static_cast<void>(m_link->send(message)); // a short message cannot be too long
    }
}

void Supervisor::on(protocol::CountTokens message)
{
    m_inquiries.add(std::move(message));
    if (m_link) {
        sendUnsent();
    } else if (!m_startWanted) {
        // What ended the engine would do so again with each letter that is typed.
        m_inquiries.dropAll();
    }
}

void Supervisor::on(Restart)
{
    m_startWanted = !m_link;
    m_failedStarts = m_idleDeaths = 0; // the user may have mended what was wrong
}

void Supervisor::startEngine()
{
    m_startWanted = false;
    Result<std::unique_ptr<EngineLink>> link =
        EngineLink::start(m_options.command, m_options.limits, m_log, m_options.niceness);
    if (!link) {
        loseEngine(link.error());
        return;
    }
    m_link = std::move(*link);
}

void Supervisor::sendUnsent()
{
    if (!m_link || !m_link->ready()) {
        return;
    }
    for (const protocol::Submit& submit : m_jobs.takeUnsent()) {
        if (const Result<> sent = m_link->send(submit); !sent) {
            static_cast<void>(m_jobs.take(protocol::Failed{submit.job, sent.error()}));
        }
    }
    for (const protocol::CountTokens& inquiry : m_inquiries.takeUnsent()) {
        static_cast<void>(m_link->send(inquiry)); // the table takes none that is too long
    }
}

Result<> Supervisor::pass(protocol::FromEngine message)
{
    if (const auto* answer = std::get_if<protocol::TokensCounted>(&message)) {
        return m_inquiries.take(*answer);
    }
    if (std::holds_alternative<protocol::Ready>(message)) {
        m_failedStarts = 0;
    } else if (isJobsEnd(message)) {
        m_idleDeaths = 0;
    }
    return m_jobs.take(std::move(message));
}

void Supervisor::takeMessages()
{
    while (m_link) {
        Result<std::optional<protocol::FromEngine>> message = m_link->next();
        if (message && !*message) {
            return;
        }
        const Result<> taken = message ? pass(std::move(**message)) : Result<>(tl::unexpected<Error>(message.error()));
        if (!taken) {
            loseEngine(taken.error());
            return;
        }
        sendUnsent(); // after Ready
    }
}

void Supervisor::watchSilence()
{
    const bool silent = m_link && m_link->silent();
    if (m_link && silent != m_toldSilent) {
        m_jobs.engineSilent(silent);
    }
    m_toldSilent = silent;
}

void Supervisor::watchCancels()
{
    if (!m_link) {
        return;
    }
    const std::chrono::milliseconds limit = m_options.limits.cancel;
    if (const std::optional<JobId> job = m_jobs.cancelledBefore(m_link->age() - limit)) {
        loseEngine({ErrorCode::EngineHung, "The engine did not stop job " + std::to_string(*job) + " within " +
                                               std::to_string(limit.count() / 1000) + " s, and was ended."},
                   JobTable::Blame::Nobody);
    }
}

void Supervisor::loseEngine(const Error& error, JobTable::Blame blame)
{
    const bool wasReady = m_link && m_link->ready();
    const bool wasHealthy = m_link && m_link->age() > kHealthyAge;
    if (m_link) {
        m_link->kill(); // it may not hear anything else
        m_link.reset();
    }
    m_toldSilent = false;
    if (wasReady) {
        loseReady(error, blame, wasHealthy);
    } else {
        loseUnready(error);
    }
    if (m_startWanted) {
        m_inquiries.dropSent();
    } else {
        m_inquiries.dropAll();
    }
}

void Supervisor::loseUnready(const Error& error)
{
    if (isFinal(error.code) || ++m_failedStarts >= kMostStarts) {
        m_failedStarts = 0;
        m_jobs.engineNotStarted(error);
        return;
    }
    m_startWanted = m_jobs.engineDied(error, JobTable::Blame::Nobody, true);
}

void Supervisor::loseReady(const Error& error, JobTable::Blame blame, bool wasHealthy)
{
    m_idleDeaths = wasHealthy ? 0 : m_idleDeaths;
    const bool wasIdle = m_jobs.empty();
    m_startWanted = m_jobs.engineDied(error, blame, !wasIdle || m_idleDeaths < kMostIdleRestarts);
    m_idleDeaths += wasIdle ? 1 : 0;
}

} // namespace gesso
