// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_lock.h"

#include "core/base/folders.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace gesso {
namespace {

/// " (process 4711)", or nothing when the file does not tell.
std::string holder(int descriptor)
{
    std::array<char, 16> digits{};
    const ssize_t count = ::pread(descriptor, digits.data(), digits.size() - 1, 0);
    const std::string number(digits.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    const bool isNumber = !number.empty() && number.find_first_not_of("0123456789\n") == std::string::npos;
    return isNumber ? " (process " + number.substr(0, number.find('\n')) + ")" : "";
}

} // namespace

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
        return fail(ErrorCode::FileExists, "Gesso is already open" + holder(file.get()) + " with the session in '" +
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
