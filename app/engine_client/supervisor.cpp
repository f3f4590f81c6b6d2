// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/supervisor.h"

#include <array>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gesso {
namespace {

/// How often limits of time, and engines that ended behind an open pipe, are looked for.
constexpr int kTickMs = 250;

/// Signals of the program are the main thread's; and a write to an engine that ended must be an error, not SIGPIPE.
void blockSignals()
{
    sigset_t signals;
    ::sigfillset(&signals);
    ::pthread_sigmask(SIG_SETMASK, &signals, nullptr);
}

} // namespace

Supervisor::Supervisor(EngineClientOptions options, GenerationListener& listener)
    : m_options(std::move(options)), m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_jobs(listener),
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
    // Without an engine there is nothing to wait for but commands, unless jobs wait for a new one. (Inquiries that
    // want one come as commands and are looked at right after.)
    const int limitMs = m_link ? kTickMs : m_jobs.empty() ? -1 : 0;
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
        std::visit([this](auto&& content) { on(std::move(content)); }, std::move(command));
    }
}

void Supervisor::on(protocol::Submit message)
{
    m_jobs.add(std::move(message));
    sendUnsent();
}

void Supervisor::on(const protocol::Cancel& message)
{
    if (m_jobs.cancel(message.job) && m_link) {
        static_cast<void>(m_link->send(message)); // a short message cannot be too long
    }
}

void Supervisor::on(protocol::CountTokens message)
{
    m_inquiries.add(std::move(message));
    if (m_link) {
        sendUnsent();
    } else if (m_wasWell) {
        m_startWanted = true;
    } else {
        // What kept the engine from starting would do so again with each letter that is typed.
        m_inquiries.dropAll();
    }
}

void Supervisor::on(Restart)
{
    m_startWanted = !m_link;
}

void Supervisor::startEngine()
{
    m_startWanted = m_wasWell = false;
    Result<std::unique_ptr<EngineLink>> link = EngineLink::start(m_options.command, m_options.limits);
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

void Supervisor::loseEngine(const Error& error)
{
    const bool wasReady = m_link && m_link->ready();
    m_wasWell = wasReady && m_inquiries.empty();
    m_link.reset();
    m_inquiries.dropAll();
    if (wasReady) {
        m_jobs.engineDied(error);
    } else {
        // An engine that cannot even start would not start the next time either.
        m_jobs.engineNotStarted(error);
    }
}

} // namespace gesso
