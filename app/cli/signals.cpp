// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/signals.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gesso::cli {
namespace {

std::atomic<int> noticeDescriptor = -1;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler reads it");

extern "C" void noticeSignal(int)
{
    const int before = errno;
    const std::uint64_t one = 1;
    static_cast<void>(::write(noticeDescriptor, &one, sizeof(one)));
    errno = before;
}

} // namespace

Signals::Signals() : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    noticeDescriptor = m_descriptor.get();
    struct sigaction action {};
    action.sa_handler = noticeSignal;
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], nullptr, &m_before[i]);
        // nohup asks for SIGHUP to be ignored; but scripts have SIGINT ignored in background jobs by mere tradition.
        if (kSignals[i] != SIGHUP || m_before[i].sa_handler != SIG_IGN) {
            ::sigaction(kSignals[i], &action, nullptr);
        }
    }
}

Signals::~Signals()
{
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], &m_before[i], nullptr);
    }
    noticeDescriptor = -1;
}

bool Signals::interrupted() const
{
    pollfd waited{m_descriptor.get(), POLLIN, 0};
    return ::poll(&waited, 1, 0) == 1;
}

} // namespace gesso::cli
