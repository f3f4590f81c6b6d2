// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"

#include <sys/types.h>

namespace gesso {

/// Sees to it that a process group does not outlive this process, however this one ends: a small process of its own
/// waits for the end of a pipe that only we hold, and then kills the group. It can do so also where the group is
/// stopped, does not read its input, or stands behind a program that started it (ssh, a shell).
class GroupWatch final {
public:
    /// Watches the group of this number. Where no watch can be started the group is on its own.
    explicit GroupWatch(pid_t group);

    /// As release().
    ~GroupWatch();
    GroupWatch(const GroupWatch&) = delete;
    GroupWatch& operator=(const GroupWatch&) = delete;

    /// Ends the watch and leaves the group alone: to be called while its number cannot be anybody else's yet.
    void release();

private:
    UniqueFd m_lifeline; ///< its end is ours
};

} // namespace gesso
