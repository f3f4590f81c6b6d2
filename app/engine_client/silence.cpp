// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/silence.h"

#include <ctime>

namespace gesso {
namespace {

Silence::Duration read(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

bool isLate(Silence::Duration pause)
{
    return pause < Silence::Duration::zero() || pause > Silence::kLateLook;
}

} // namespace

Silence::Clocks Silence::Clocks::now()
{
    return {read(CLOCK_MONOTONIC), read(CLOCK_BOOTTIME)};
}

void Silence::look(Clocks now)
{
    const Duration awake = now.awake - m_last.awake;
    const Duration always = now.always - m_last.always;
    m_last = now;
    if (!isLate(awake) && !isLate(always)) {
        m_counted += awake;
        m_silent += awake;
    }
}

} // namespace gesso
