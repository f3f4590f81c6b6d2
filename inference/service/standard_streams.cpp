// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/standard_streams.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iterator>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>

namespace gesso::inference {
namespace {

volatile std::sig_atomic_t parentAtStart = 0;

extern "C" void endWithoutParent(int)
{
    if (::getppid() != parentAtStart) {
        ::_exit(EXIT_SUCCESS);
    }
}

bool hasOneThread(pid_t process)
{
    std::error_code error;
    const std::filesystem::directory_iterator threads("/proc/" + std::to_string(process) + "/task", error);
    return !error && std::distance(begin(threads), end(threads)) == 1;
}

} // namespace

Result<UniqueFd> takeStandardOutput()
{
    UniqueFd output(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!output || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        return fail(ErrorCode::ProtocolViolation, std::string("standard output or standard error cannot be used: ") +
                                                      std::strerror(errno) + "; start the engine with both open");
    }
    std::signal(SIGPIPE, SIG_IGN);
    return output;
}

void endWithParent()
{
    const pid_t parent = ::getppid();
    if (parent <= 1) {
        return; // in a container, or nobody's child already
    }
    parentAtStart = parent;
    struct sigaction action {};
    action.sa_handler = endWithoutParent;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGUSR2, &action, nullptr);
    ::prctl(PR_SET_PDEATHSIG, hasOneThread(parent) ? SIGKILL : SIGUSR2);
    if (::getppid() != parent) {
        ::raise(SIGKILL); // the parent died just before
    }
}

} // namespace gesso::inference
