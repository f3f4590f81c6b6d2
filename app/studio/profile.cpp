// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/profile.h"

namespace gesso {

Result<Profile> firstProfile(const std::filesystem::path& folder)
{
    Result<SessionLock> lock = SessionLock::tryAcquire(folder);
    if (!lock && lock.error().code == ErrorCode::FileExists) {
        return tl::unexpected<Error>(lock.error());
    }
    if (!lock) {
        return Profile{{}, std::nullopt, lock.error().message};
    }
    return Profile{folder, std::move(*lock), {}};
}

Profile freeProfile(const std::filesystem::path& folder)
{
    constexpr int kMost = 100;
    Profile profile;
    for (int number = 2; number <= kMost; ++number) {
        Result<Profile> next = firstProfile(folder.string() + "-" + std::to_string(number));
        if (next) {
            return std::move(*next);
        }
        profile.problem = next.error().message;
    }
    return profile;
}

} // namespace gesso
