// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

std::string_view remedyFor(FileAction action, int errorNumber)
{
    switch (errorNumber) {
    case ENOENT:
    case ENOTDIR:
        return action == FileAction::Read ? "check the path" : "make its folder first, or choose another";
    case EACCES:
    case EPERM:
        return action == FileAction::Read ? "ask its owner for the right to read it" : "choose a folder of your own";
    case EROFS:
        return "choose a folder on a disk that can be written to";
    case ENAMETOOLONG:
        return "choose a shorter name";
    case EISDIR:
        return "name a file, not a folder";
    case ENOSPC:
    case EDQUOT:
        return "free some space, or choose another disk";
    case EFBIG:
        return "choose a disk, or a limit, that allows larger files";
    default:
        return "check the disk and try again";
    }
}

bool isLackOfRoom(int errorNumber) noexcept
{
    return errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EFBIG;
}

Error tooLarge(const std::filesystem::path& path, std::size_t maxBytes)
{
    return {ErrorCode::FileDamaged, "'" + path.string() + "' is larger than the " + std::to_string(maxBytes) +
                                        " bytes that such a file may have: check that it is the right one."};
}

} // namespace

void UniqueFd::reset(int descriptor) noexcept
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
    m_descriptor = descriptor;
}

Error fileError(FileAction action, const std::filesystem::path& path, int errorNumber)
{
    const bool reading = action == FileAction::Read;
    std::string message = std::string("Cannot ") + (reading ? "read" : "write") + " '" + path.string() +
                          "': " + std::generic_category().message(errorNumber) + "; ";
    message.append(remedyFor(action, errorNumber)).append(".");
    const ErrorCode code = reading                     ? ErrorCode::FileNotReadable
                           : isLackOfRoom(errorNumber) ? ErrorCode::DiskFull
                                                       : ErrorCode::FileNotWritable;
    return {code, std::move(message)};
}

Error inFile(const std::filesystem::path& path, Error error)
{
    error.message.insert(0, "'" + path.string() + "': ");
    return error;
}

Result<UniqueFd> openForReading(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a pipe without a writer must not wait for one.
    UniqueFd descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (!descriptor || ::fstat(descriptor.get(), &status) != 0) {
        return tl::unexpected(fileError(FileAction::Read, path, errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return tl::unexpected(fileError(FileAction::Read, path, EISDIR));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::FileNotReadable,
                    "Cannot read '" + path.string() + "': it is a pipe, socket or device; name an ordinary file.");
    }
    return descriptor;
}

Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    auto descriptor = openForReading(path);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    struct stat status = {};
    if (::fstat(descriptor->get(), &status) != 0) {
        return tl::unexpected(fileError(FileAction::Read, path, errno));
    }
    if (static_cast<std::uint64_t>(status.st_size) > maxBytes) {
        return tl::unexpected(tooLarge(path, maxBytes));
    }
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t count = ::read(descriptor->get(), bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return tl::unexpected(fileError(FileAction::Read, path, errno));
        }
        if (count == 0) {
            break; // it was cut short meanwhile: what is left is the file
        }
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

} // namespace gesso
