// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/group_watch.h"

#include "app/engine_client/spawn.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>

namespace gesso {
namespace {

/// Waits in the background, so that it is no child of ours that somebody would have to wait for. (What a shell starts
/// there has no input of its own, hence the detour by 3.) Any word lets it go; the end of its input does not.
constexpr const char* kScript = R"(cd /; exec 3<&0; { read -r word || kill -s KILL -- "-$1"; } <&3 3<&- &)";

} // namespace

GroupWatch::GroupWatch(pid_t group)
{
    // Sockets, because a word to a watch that somebody killed must not raise SIGPIPE. Neither end is 0, 1 or 2.
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return;
    }
    const UniqueFd first(ends[0]), second(ends[1]);
    UniqueFd ours(::fcntl(first.get(), F_DUPFD_CLOEXEC, 3));
    const UniqueFd its(::fcntl(second.get(), F_DUPFD_CLOEXEC, 3));
    const UniqueFd opened(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    const UniqueFd nothing(::fcntl(opened.get(), F_DUPFD_CLOEXEC, 3));
    const tl::expected<pid_t, int> shell =
        spawn({"/bin/sh", "-c", kScript, "gesso-watch", std::to_string(group)}, its, nothing, nothing);
    if (!shell) {
        return;
    }
    while (::waitpid(*shell, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_lifeline = std::move(ours);
}

GroupWatch::~GroupWatch()
{
    release();
}

void GroupWatch::release()
{
    if (m_lifeline) {
        constexpr std::string_view kWord = "released\n";
        static_cast<void>(::send(m_lifeline.get(), kWord.data(), kWord.size(), MSG_NOSIGNAL));
        m_lifeline.reset();
    }
}

} // namespace gesso
