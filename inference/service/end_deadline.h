// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gesso::inference {

/// Ends the program, as well as it may be going, when this object still lives after some time: for what must be over
/// soon, though nobody can say how long it takes.
class EndDeadline {
public:
    explicit EndDeadline(std::chrono::milliseconds time);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_never; ///< only a stop ends the wait for it
    std::jthread m_thread;               ///< last
};

} // namespace gesso::inference
