// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/engine_process.h"
#include "app/engine_client/last_line.h"
#include "app/engine_client/silence.h"
#include "core/protocol/frame_decoder.h"
#include "core/protocol/messages.h"

#include <array>
#include <chrono>
#include <memory>
#include <poll.h>

namespace gesso {

class EngineLog;

/// How long an engine may take, in time that counts (silence.h).
struct LinkLimits {
    std::chrono::milliseconds start{60'000};   ///< from its start to Ready: slow disks, ssh, a driver's first start
    std::chrono::milliseconds silence{30'000}; ///< between two messages, Heartbeat included
    std::chrono::milliseconds notice{4'000};   ///< as `silence`, until the user is told
    std::chrono::milliseconds cancel{5'000};   ///< from Cancel to the end of the job
};

/// One running engine: its process, what is on its way to it, and what it says. Nothing here blocks. Used by one
/// thread.
class EngineLink final {
public:
    /// Starts the engine and greets it. What it prints goes into the log, if there is one. Errors: those of
    /// EngineProcess::start.
    [[nodiscard]] static Result<std::unique_ptr<EngineLink>> start(const std::vector<std::string>& command,
                                                                   const LinkLimits& limits, EngineLog* log = nullptr,
                                                                   int niceness = 0);

    /// What to wait for with poll().
    [[nodiscard]] std::array<pollfd, 3> awaited() const;

    /// Queues a message. Errors: InvalidRequest when it is too long to be sent.
    [[nodiscard]] Result<> send(const protocol::ToEngine& message);

    /// Writes and reads as much as goes now. To be called every quarter of a second at least: time is counted here.
    void exchange();

    /// The next message; nothing when there is none yet. An error (EngineDied, EngineHung, ProtocolViolation,
    /// VersionMismatch) means that this engine is of no more use.
    [[nodiscard]] Result<std::optional<protocol::FromEngine>> next();

    /// Whether the engine has said Ready.
    [[nodiscard]] bool ready() const noexcept { return m_ready; }
    /// Whether it has been silent for so long that the user should know.
    [[nodiscard]] bool silent() const noexcept { return m_silence.silent() > m_limits.notice; }
    /// The time since its start.
    [[nodiscard]] Silence::Duration age() const noexcept { return m_silence.counted(); }

    /// Kills the engine, which will say no more.
    void kill() { m_process->kill(); }

private:
    EngineLink(std::unique_ptr<EngineProcess> process, const LinkLimits& limits, EngineLog* log);

    void writeOutgoing();
    void readOutput();
    void readErrors();
    [[nodiscard]] Result<> acceptInState(const protocol::FromEngine& message);
    [[nodiscard]] Result<> checkAlive();
    [[nodiscard]] Error death();
    [[nodiscard]] std::string lastWords();

    std::unique_ptr<EngineProcess> m_process;
    LinkLimits m_limits;
    Silence m_silence;
    bool m_heard = false; ///< it has said anything
    protocol::FrameDecoder m_decoder;
    LastLine m_lastLine;
    std::vector<std::byte> m_outgoing;
    std::size_t m_written = 0; ///< bytes of m_outgoing that went out
    bool m_outputEnded = false;
    bool m_errorsEnded = false;
    bool m_ready = false;
};

} // namespace gesso
