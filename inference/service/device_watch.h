// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gesso::inference {

/// Looks at the devices' free memory on a thread of its own (a driver may take its time, and heartbeats must not wait
/// for it), and tells when it has changed by more than 1/256 of a device's memory.
class DeviceWatch {
public:
    static constexpr std::chrono::milliseconds kPause{1000};
    using Look = std::function<std::vector<DeviceInfo>()>;
    using Tell = std::function<void(const std::vector<DeviceInfo>&)>;

    /// Both are called on the watch's thread; a look that throws is passed over. The first look is told.
    DeviceWatch(Look look, Tell tell, std::chrono::milliseconds pause = kPause);

private:
    void run(const std::stop_token& stop);

    const Look m_look;
    const Tell m_tell;
    const std::chrono::milliseconds m_pause;
    std::mutex m_mutex;
    std::condition_variable_any m_never; ///< only a stop ends the wait for it
    std::jthread m_thread;               ///< last
};

} // namespace gesso::inference
