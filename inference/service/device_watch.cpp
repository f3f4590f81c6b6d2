// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/device_watch.h"

#include <algorithm>

namespace gesso::inference {
namespace {

constexpr std::uint64_t kNoticedPart = 256;

bool differs(const DeviceInfo& a, const DeviceInfo& b)
{
    const std::uint64_t change = std::max(a.freeBytes, b.freeBytes) - std::min(a.freeBytes, b.freeBytes);
    return a.id != b.id || a.name != b.name || a.note != b.note || a.memoryBytes != b.memoryBytes ||
           change > a.memoryBytes / kNoticedPart;
}

} // namespace

DeviceWatch::DeviceWatch(Look look, Tell tell, std::chrono::milliseconds pause)
    : m_look(std::move(look)), m_tell(std::move(tell)), m_pause(pause),
      m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void DeviceWatch::run(const std::stop_token& stop)
{
    std::vector<DeviceInfo> told;
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        try {
            std::vector<DeviceInfo> seen = m_look();
            if (!std::equal(seen.begin(), seen.end(), told.begin(), told.end(), std::not_fn(differs))) {
                m_tell(seen);
                told = std::move(seen);
            }
        } catch (const std::exception&) {
            told.clear(); // a device that fails fails its job, which tells
        }
        m_never.wait_for(lock, stop, m_pause, [] { return false; });
    }
}

} // namespace gesso::inference
