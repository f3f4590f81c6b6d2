// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"

#include <array>
#include <csignal>

namespace gesso::cli {

/// Turns Ctrl-C (SIGINT), SIGTERM and SIGHUP into something to wait for, as long as it lives. One at a time.
///
/// Handlers are used, because signalfd needs all threads to block the signals, and some libraries start threads of
/// their own before main().
class Signals final {
public:
    Signals();
    /// Gives the signals back to whatever handled them before.
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Readable once a signal has come, and from then on.
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor.get(); }

    /// Whether one has come.
    [[nodiscard]] bool interrupted() const;

private:
    static constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

    UniqueFd m_descriptor; ///< an eventfd that is never read
    std::array<struct sigaction, kSignals.size()> m_before{};
};

} // namespace gesso::cli
