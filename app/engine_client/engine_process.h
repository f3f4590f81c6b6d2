// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/group_watch.h"
#include "core/base/file.h"
#include "core/base/result.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace gesso {

/// A child process with pipes on its stdin, stdout and stderr, in a session of its own: a Ctrl-C on the terminal
/// reaches only us, and we can end all that the command started. It does not outlive us either, however we end. Used by
/// one thread.
class EngineProcess final {
public:
    /// Starts the command (its first word is looked up in PATH). Errors: EngineNotFound where it cannot be executed,
    /// EngineDied where only the system's means are used up. `niceness` is how far (0..19) it and all that it starts
    /// stand back behind us.
    [[nodiscard]] static Result<std::unique_ptr<EngineProcess>> start(const std::vector<std::string>& command,
                                                                      int niceness = 0);

    /// Ends the process as end() does.
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    // Our ends of its pipes; none of them blocks.
    [[nodiscard]] int input() const noexcept { return m_input.get(); }
    [[nodiscard]] int output() const noexcept { return m_output.get(); }
    [[nodiscard]] int errors() const noexcept { return m_errors.get(); }

    /// How it ended ("ended with exit status 3", "was killed by signal 9 (Killed)"); nothing while it runs.
    [[nodiscard]] std::optional<std::string> ending();

    // Once ending() has told: what it ended with; 0 for the other one.
    [[nodiscard]] int exitStatus() const noexcept { return m_exitStatus; }
    [[nodiscard]] int signal() const noexcept { return m_signal; }

    /// As ending(), but waits for it.
    [[nodiscard]] std::optional<std::string> waitForEnding(std::chrono::milliseconds limit);

    /// Closes its input and output and waits; what is still there then gets SIGTERM, and at last SIGKILL, together
    /// with everything else that the command started. Takes under 2 seconds.
    void end();

    /// Kills it and everything that the command started.
    void kill();

private:
    EngineProcess(pid_t pid, UniqueFd input, UniqueFd output, UniqueFd errors);

    void reap(int exitCode, int status);

    pid_t m_pid;
    GroupWatch m_watch;
    UniqueFd m_input, m_output, m_errors;
    std::optional<std::string> m_ending; ///< set once it was reaped
    int m_exitStatus = 0;
    int m_signal = 0;
};

} // namespace gesso
