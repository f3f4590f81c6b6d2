// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"

#include <filesystem>

namespace gesso {

/// The number of the process that took the lock of this folder last; 0 where that is not known.
[[nodiscard]] int holderOf(const std::filesystem::path& folder);

/// Holds a session's folder for this process, so that there are never two that write it. The system lets go of it when
/// the process ends in whatever way.
class SessionLock final {
public:
    /// Takes the lock, or says at once who holds it: FileExists, naming the other process. Makes the folder when it is
    /// not there. Other errors: FileNotWritable, DiskFull.
    [[nodiscard]] static Result<SessionLock> tryAcquire(const std::filesystem::path& folder);

private:
    explicit SessionLock(UniqueFd file) : m_file(std::move(file)) {}

    UniqueFd m_file;
};

} // namespace gesso
