// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPermissionBits = 07777;
constexpr mode_t kNewFileMode = 0666; // less the umask

// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): a checksum against faults, not against forgery.
constexpr std::uint64_t kFnvOffset = 0xCBF29CE484222325ULL;
constexpr std::uint64_t kFnvPrime = 0x100000001B3ULL;

std::uint64_t fnv1a(std::uint64_t hash, std::span<const std::byte> bytes) noexcept
{
    for (const std::byte byte : bytes) {
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * kFnvPrime;
    }
    return hash;
}

struct OpenedTemporary {
    UniqueFd descriptor;
    fs::path path;
};

/// Makes a new hidden file in `folder`; a leftover of an ended process with the same number is stepped over.
Result<OpenedTemporary> openTemporary(const fs::path& folder, const fs::path& target)
{
    static std::atomic<unsigned> counter = 0;
    constexpr int kAttempts = 1000;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const std::string name =
            ".gesso-" + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1)) + ".part";
        fs::path path = folder / name;
        UniqueFd descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kNewFileMode));
        if (descriptor) {
            return OpenedTemporary{std::move(descriptor), std::move(path)};
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return tl::unexpected(fileError(FileAction::Write, target, errno));
}

Error alreadyThere(const fs::path& path)
{
    return {ErrorCode::FileExists,
            "'" + path.string() + "' is already there: choose another name, or remove it first."};
}

/// Syncs the folder, so that the new name itself survives a power cut.
Result<> syncFolder(const fs::path& folder, const fs::path& target)
{
    const UniqueFd descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // EINVAL: a file system without this operation (some network and FUSE ones); there is nothing to be done there.
    if (!descriptor || (::fsync(descriptor.get()) != 0 && errno != EINVAL)) {
        return tl::unexpected(fileError(FileAction::Write, target, errno));
    }
    return {};
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

} // namespace

AtomicFile::AtomicFile(UniqueFd descriptor, fs::path temporary, fs::path target, Existing existing)
    : m_descriptor(std::move(descriptor)), m_temporary(std::move(temporary)), m_target(std::move(target)),
      m_existing(existing), m_hash(kFnvOffset)
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_descriptor(std::move(other.m_descriptor)), m_temporary(std::exchange(other.m_temporary, {})),
      m_target(std::move(other.m_target)), m_existing(other.m_existing), m_size(other.m_size), m_hash(other.m_hash)
{
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty()) {
        ::unlink(m_temporary.c_str());
    }
}

Result<AtomicFile> AtomicFile::create(const fs::path& path, Existing existing)
{
    std::error_code ignored; // a path that leads nowhere yet stays as it is
    const fs::path real = fs::canonical(path, ignored);
    const fs::path target = ignored ? path : real;
    struct stat status = {};
    const bool present = ::stat(target.c_str(), &status) == 0;
    if (!target.has_filename() || (present && S_ISDIR(status.st_mode))) {
        return tl::unexpected(fileError(FileAction::Write, path, EISDIR));
    }
    if (present && !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::FileNotWritable,
                    "Cannot write '" + path.string() + "': a pipe, socket or device has this name; choose another.");
    }
    if (present && existing == Existing::Keep) {
        return tl::unexpected(alreadyThere(target));
    }
    auto temporary = openTemporary(folderOf(target), target);
    if (!temporary) {
        return tl::unexpected(temporary.error());
    }
    AtomicFile file(std::move(temporary->descriptor), std::move(temporary->path), target, existing);
    if (present && ::fchmod(file.m_descriptor.get(), status.st_mode & kPermissionBits) != 0) {
        return tl::unexpected(file.writeError(errno));
    }
    return file;
}

Error AtomicFile::writeError(int errorNumber) const
{
    Error error = fileError(FileAction::Write, m_target, errorNumber);
    if (error.code == ErrorCode::DiskFull) {
        error.message += " It was left as it was after " + std::to_string(m_size) + " bytes.";
    }
    return error;
}

Result<> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return tl::unexpected(writeError(errno));
        }
        const auto written = bytes.first(static_cast<std::size_t>(count));
        m_hash = fnv1a(m_hash, written);
        m_size += written.size();
        bytes = bytes.subspan(written.size());
    }
    return {};
}

Result<> AtomicFile::syncAndVerify()
{
    if (::fdatasync(m_descriptor.get()) != 0) {
        return tl::unexpected(writeError(errno));
    }
    ::posix_fadvise(m_descriptor.get(), 0, 0, POSIX_FADV_DONTNEED); // read from the disk, not from the cache
    constexpr std::size_t kChunk = std::size_t{1} << 16;
    std::array<std::byte, kChunk> chunk;
    std::uint64_t hash = kFnvOffset;
    std::uint64_t size = 0;
    while (true) {
        const ssize_t count = ::pread(m_descriptor.get(), chunk.data(), chunk.size(), static_cast<off_t>(size));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return tl::unexpected(writeError(errno));
        }
        if (count == 0) {
            break;
        }
        hash = fnv1a(hash, std::span(chunk).first(static_cast<std::size_t>(count)));
        size += static_cast<std::uint64_t>(count);
    }
    if (size != m_size || hash != m_hash) {
        return fail(ErrorCode::FileDamaged, "'" + m_target.string() +
                                                "' was not saved: the disk gave back other bytes than were written; "
                                                "choose another disk and have this one checked.");
    }
    return {};
}

Result<> AtomicFile::moveIntoPlace()
{
    const bool keep = m_existing == Existing::Keep;
    int failed = ::renameat2(AT_FDCWD, m_temporary.c_str(), AT_FDCWD, m_target.c_str(), keep ? RENAME_NOREPLACE : 0);
    if (failed != 0 && keep && (errno == EINVAL || errno == ENOSYS)) {
        // A file system without RENAME_NOREPLACE: a hard link never replaces either.
        failed = ::link(m_temporary.c_str(), m_target.c_str());
        if (failed == 0) {
            ::unlink(m_temporary.c_str());
        }
    }
    if (failed != 0) {
        return tl::unexpected(keep && errno == EEXIST ? alreadyThere(m_target) : writeError(errno));
    }
    m_temporary.clear();
    return syncFolder(folderOf(m_target), m_target);
}

Result<> AtomicFile::commit()
{
    return syncAndVerify().and_then([this]() -> Result<> {
        // A network file system may report a failed write only here.
        if (::close(m_descriptor.release()) != 0) {
            return tl::unexpected(writeError(errno));
        }
        return moveIntoPlace();
    });
}

Result<> writeFile(const fs::path& path, std::string_view bytes, Existing existing)
{
    return AtomicFile::create(path, existing).and_then([&](AtomicFile file) -> Result<> {
        return file.write(std::as_bytes(std::span(bytes))).and_then([&] { return file.commit(); });
    });
}

} // namespace gesso
