// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/end_signals.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace gesso {
namespace {

volatile std::sig_atomic_t pipeForSignals = -1;

void tell(int)
{
    const int before = errno;
    const char one = 1;
    static_cast<void>(::write(pipeForSignals, &one, 1));
    errno = before;
}

} // namespace

EndSignals::EndSignals(QObject* parent) : QObject(parent)
{
    if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // the signals then end the program as they always do
    }
    pipeForSignals = m_ends[1];
    auto* notifier = new QSocketNotifier(m_ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT asked();
    });
    struct sigaction action = {};
    action.sa_handler = tell;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
        struct sigaction now = {};
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) { // nohup's wish is kept
            ::sigaction(signal, &action, nullptr);
        }
    }
}

EndSignals::~EndSignals()
{
    if (m_ends[0] < 0) {
        return;
    }
    for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
        struct sigaction now = {};
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == tell) {
            std::signal(signal, SIG_DFL);
        }
    }
    ::close(m_ends[0]);
    ::close(m_ends[1]);
}

} // namespace gesso
