// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_lock.h"

#include "core/base/folders.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace gesso {
namespace {

/// The number that a lock's file holds; 0 where it holds none.
int numberIn(int descriptor)
{
    std::array<char, 16> digits{};
    const ssize_t count = ::pread(descriptor, digits.data(), digits.size(), 0);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + std::max<ssize_t>(count, 0), number);
    return error == std::errc{} && number > 0 && *end == '\n' ? number : 0;
}

} // namespace

int holderOf(const std::filesystem::path& folder)
{
    const UniqueFd file(::open((folder / "lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    return file ? numberIn(file.get()) : 0;
}

Result<SessionLock> SessionLock::tryAcquire(const std::filesystem::path& folder)
{
    constexpr mode_t kOwnersAlone = 0600;
    if (const Result<> made = makePrivateFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    const std::filesystem::path path = folder / "lock";
    UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnersAlone));
    if (!file) {
        return tl::unexpected(fileError(FileAction::Write, path, errno));
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return tl::unexpected(fileError(FileAction::Write, path, errno));
        }
        const int number = numberIn(file.get());
        const std::string holder = number > 0 ? " (process " + std::to_string(number) + ")" : "";
        return fail(ErrorCode::FileExists, "Gesso is already open" + holder + " with the session in '" +
                                               folder.string() + "': use that window, or close it first.");
    }
    // The number is for people; the lock holds without it, also on a full disk.
    const std::string number = std::to_string(::getpid()) + '\n';
    if (::ftruncate(file.get(), 0) == 0) {
        static_cast<void>(::pwrite(file.get(), number.data(), number.size(), 0));
    }
    return SessionLock(std::move(file));
}

} // namespace gesso
