// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_link.h"

#include "app/engine_client/engine_log.h"

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace gesso {
namespace {

constexpr std::size_t kReadBytes = 256U << 10;
/// An engine whose output ended gets this long to end itself, so that its exit status can be told.
constexpr std::chrono::milliseconds kEndAfterOutput{500};

// What shells, and ssh after them, end with when they cannot execute a command, and a program that lacks a library.
constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;

std::string seconds(std::chrono::milliseconds time)
{
    return std::to_string(time.count() / 1000) + " s";
}

/// Reads all that a non-blocking descriptor has; true at its end.
template <typename Take> bool readAvailable(int descriptor, Take&& take)
{
    std::vector<std::byte> buffer(kReadBytes);
    while (true) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count > 0) {
            take(std::span<const std::byte>(buffer).first(static_cast<std::size_t>(count)));
        } else if (count == 0) {
            return true;
        } else if (errno != EINTR) {
            return errno != EAGAIN;
        }
    }
}

} // namespace

Result<std::unique_ptr<EngineLink>> EngineLink::start(const std::vector<std::string>& command, const LinkLimits& limits,
                                                      EngineLog* log, int niceness)
{
    return EngineProcess::start(command, niceness).map([&](std::unique_ptr<EngineProcess>&& process) {
        std::unique_ptr<EngineLink> link(new EngineLink(std::move(process), limits, log));
        static_cast<void>(link->send(protocol::Hello{GESSO_VERSION})); // a short message cannot be too long
        return link;
    });
}

EngineLink::EngineLink(std::unique_ptr<EngineProcess> process, const LinkLimits& limits, EngineLog* log)
    : m_process(std::move(process)), m_limits(limits), m_silence(Silence::Clocks::now()),
      m_lastLine([log](std::string_view line) {
          if (log != nullptr) {
              log->printed(line);
          }
      })
{
}

std::array<pollfd, 3> EngineLink::awaited() const
{
    // poll() passes over descriptors below zero.
    return {pollfd{m_outputEnded ? -1 : m_process->output(), POLLIN, 0},
            pollfd{m_errorsEnded ? -1 : m_process->errors(), POLLIN, 0},
            pollfd{m_written == m_outgoing.size() ? -1 : m_process->input(), POLLOUT, 0}};
}

Result<> EngineLink::send(const protocol::ToEngine& message)
{
    const auto frame = std::visit([](const auto& content) { return protocol::toFrame(content); }, message);
    return protocol::encode(frame).map([this](const std::vector<std::byte>& bytes) {
        m_outgoing.insert(m_outgoing.end(), bytes.begin(), bytes.end());
        writeOutgoing();
    });
}

void EngineLink::exchange()
{
    m_silence.look(Silence::Clocks::now());
    writeOutgoing();
    readOutput();
    readErrors();
}

Result<std::optional<protocol::FromEngine>> EngineLink::next()
{
    Result<std::optional<protocol::Frame>> frame = m_decoder.next();
    if (frame && !*frame && !m_outputEnded && m_process->ending()) {
        readOutput(); // what it said after the last look and before its end
        m_outputEnded = true;
        frame = m_decoder.next();
    }
    if (!frame) {
        return fail(frame.error().code, "The engine's answer cannot be read. " + frame.error().message + lastWords());
    }
    if (!*frame) {
        return checkAlive().map([] { return std::optional<protocol::FromEngine>(); });
    }
    Result<protocol::FromEngine> message = protocol::fromEngineFromFrame(**frame);
    if (!message) {
        return tl::unexpected<Error>(message.error());
    }
    return acceptInState(*message).map([&] { return std::optional(std::move(*message)); });
}

void EngineLink::writeOutgoing()
{
    while (m_written < m_outgoing.size()) {
        const ssize_t count = ::write(m_process->input(), m_outgoing.data() + m_written, m_outgoing.size() - m_written);
        if (count >= 0) {
            m_written += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            return;
        } else if (errno != EINTR) {
            break; // nobody reads any more: its end shows in the output
        }
    }
    m_outgoing.clear();
    m_written = 0;
}

void EngineLink::readOutput()
{
    if (!m_outputEnded) {
        m_outputEnded = readAvailable(m_process->output(), [this](std::span<const std::byte> bytes) {
            m_decoder.feed(bytes);
            m_silence.broken();
            m_heard = true;
        });
    }
}

void EngineLink::readErrors()
{
    if (!m_errorsEnded) {
        m_errorsEnded =
            readAvailable(m_process->errors(), [this](std::span<const std::byte> bytes) { m_lastLine.feed(bytes); });
    }
}

Result<> EngineLink::acceptInState(const protocol::FromEngine& message)
{
    if (const auto* ready = std::get_if<protocol::Ready>(&message)) {
        if (ready->version != GESSO_VERSION) {
            return fail(ErrorCode::VersionMismatch, "The engine is of Gesso " + ready->version +
                                                        ", this program of " GESSO_VERSION
                                                        ": install the same version of both.");
        }
        if (m_ready) {
            return fail(ErrorCode::ProtocolViolation, "The engine said twice that it is ready.");
        }
        m_ready = true;
    } else if (!m_ready && !std::holds_alternative<protocol::Heartbeat>(message)) {
        return fail(ErrorCode::ProtocolViolation, "The engine answered before it was ready.");
    }
    return {};
}

Result<> EngineLink::checkAlive()
{
    if (m_outputEnded) {
        return tl::unexpected<Error>(death());
    }
    if (!m_ready && age() > m_limits.start) {
        return fail(ErrorCode::EngineHung, "The engine was not ready " + seconds(m_limits.start) +
                                               " after its start, and was ended." + lastWords());
    }
    if (m_heard && m_silence.silent() > m_limits.silence) {
        return fail(ErrorCode::EngineHung, "The engine hung: it said nothing for " + seconds(m_limits.silence) +
                                               ", and was ended." + lastWords());
    }
    return {};
}

Error EngineLink::death()
{
    const std::optional<std::string> ending = m_process->waitForEnding(kEndAfterOutput);
    if (!m_heard && (m_process->exitStatus() == kNotExecutable || m_process->exitStatus() == kNotFound)) {
        return {ErrorCode::EngineNotFound, "The engine cannot be started: its command " + *ending + "." + lastWords()};
    }
    const char* remark = m_process->signal() == SIGKILL ? ", perhaps for lack of memory." : ".";
    return {ErrorCode::EngineDied, "The engine " + ending.value_or("closed its output") + remark + lastWords()};
}

std::string EngineLink::lastWords()
{
    readErrors();
    return m_lastLine.text().empty() ? std::string() : " Its last line was: " + m_lastLine.text();
}

} // namespace gesso
