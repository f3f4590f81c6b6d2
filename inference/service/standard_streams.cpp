// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/standard_streams.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace gesso::inference {

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
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) {
        ::raise(SIGTERM); // the parent died just before
    }
}

} // namespace gesso::inference
