// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/session_lock.h"

#include <filesystem>
#include <optional>
#include <string>

namespace gesso {

/// The session that this start of the program writes; nobody else does as long as the lock is held.
struct Profile {
    std::filesystem::path folder;    ///< empty: no folder can be written, the session is not kept
    std::optional<SessionLock> lock; ///< none then
    std::string problem;             ///< why the session is not kept, fit to be shown
};

/// The session's folder itself, if nobody holds it.
[[nodiscard]] Result<Profile> firstProfile(const std::filesystem::path& folder);

/// The first free one of FOLDER-2, FOLDER-3 ...: for a window of its own beside a running one.
[[nodiscard]] Profile freeProfile(const std::filesystem::path& folder);

} // namespace gesso
