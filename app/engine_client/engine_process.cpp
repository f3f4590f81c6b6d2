// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_process.h"

#include "app/engine_client/spawn.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace gesso {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kOrderlyEnd{1000};
constexpr Milliseconds kEndAfterTerm{400};
constexpr Milliseconds kEndAfterKill{400};
constexpr Milliseconds kPollInterval{5};

struct Pipe {
    UniqueFd reading, writing;
};

/// A pipe none of whose ends is 0, 1 or 2, which the child's own descriptors would overwrite when ours are closed.
std::optional<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    const UniqueFd first(ends[0]);
    const UniqueFd second(ends[1]);
    Pipe pipe{UniqueFd(::fcntl(first.get(), F_DUPFD_CLOEXEC, 3)), UniqueFd(::fcntl(second.get(), F_DUPFD_CLOEXEC, 3))};
    if (!pipe.reading || !pipe.writing) {
        return std::nullopt;
    }
    return pipe;
}

void setNonBlocking(const UniqueFd& descriptor)
{
    ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

/// Whether the command itself is at fault, and not what the system has left for it just now.
bool cannotBeExecuted(int error)
{
    return error != EAGAIN && error != ENOMEM && error != EMFILE && error != ENFILE && error != EINTR;
}

std::string describe(int code, int status)
{
    if (code == CLD_EXITED) {
        return "ended with exit status " + std::to_string(status);
    }
    const char* name = ::sigdescr_np(status);
    return "was killed by signal " + std::to_string(status) + " (" + (name != nullptr ? name : "unknown") + ")";
}

} // namespace

Result<std::unique_ptr<EngineProcess>> EngineProcess::start(const std::vector<std::string>& command, int niceness)
{
    if (command.empty()) {
        return fail(ErrorCode::EngineNotFound, "The engine's start command is empty.");
    }
    std::optional<Pipe> input = makePipe();
    std::optional<Pipe> output = makePipe();
    std::optional<Pipe> errors = makePipe();
    if (!input || !output || !errors) {
        return fail(ErrorCode::EngineDied,
                    std::string("The engine cannot be started: no pipe to it (") + std::strerror(errno) + ").");
    }
    const tl::expected<pid_t, int> pid = spawn(command, input->reading, output->writing, errors->writing);
    if (!pid) {
        const std::string what =
            "The engine cannot be started: '" + command[0] + "': " + std::strerror(pid.error()) + ". ";
        return cannotBeExecuted(pid.error())
                   ? fail(ErrorCode::EngineNotFound,
                          what + "Build or install gesso-engine, or name its command in GESSO_ENGINE.")
                   : fail(ErrorCode::EngineDied, what + "Close other programs and try again.");
    }
    if (niceness > 0) { // it has one thread as yet, from which all others take it; without it the engine works, too
        const int ours = ::getpriority(PRIO_PROCESS, 0);
        static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(*pid), ours + niceness));
    }
    setNonBlocking(input->writing);
    setNonBlocking(output->reading);
    setNonBlocking(errors->reading);
    return std::unique_ptr<EngineProcess>(
        new EngineProcess(*pid, std::move(input->writing), std::move(output->reading), std::move(errors->reading)));
}

EngineProcess::EngineProcess(pid_t pid, UniqueFd input, UniqueFd output, UniqueFd errors)
    : m_pid(pid), m_watch(pid), m_input(std::move(input)), m_output(std::move(output)), m_errors(std::move(errors))
{
}

EngineProcess::~EngineProcess()
{
    end();
}

std::optional<std::string> EngineProcess::ending()
{
    if (m_ending) {
        return m_ending;
    }
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == m_pid) {
        reap(info.si_code, info.si_status);
    }
    return m_ending;
}

std::optional<std::string> EngineProcess::waitForEnding(Milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!ending() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(kPollInterval);
    }
    return m_ending;
}

void EngineProcess::end()
{
    m_input.reset();
    m_output.reset();
    if (waitForEnding(kOrderlyEnd)) {
        return;
    }
    ::kill(-m_pid, SIGTERM);
    if (!waitForEnding(kEndAfterTerm)) {
        kill();
    }
}

void EngineProcess::kill()
{
    if (!ending()) {
        ::kill(-m_pid, SIGKILL);
        static_cast<void>(waitForEnding(kEndAfterKill));
    }
}

void EngineProcess::reap(int code, int status)
{
    // While the child is unreaped, its number, which is also its group's, cannot belong to anybody else.
    ::kill(-m_pid, SIGKILL);
    m_watch.release();
    ::waitpid(m_pid, nullptr, 0);
    m_ending = describe(code, status);
    m_exitStatus = code == CLD_EXITED ? status : 0;
    m_signal = code == CLD_EXITED ? 0 : status;
}

} // namespace gesso
