// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
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

constexpr std::string_view kHiddenStart = ".gesso-";
constexpr std::string_view kHiddenEnd = ".part";

struct OpenedTemporary {
    UniqueFd descriptor;
    fs::path path;
};

/// The hidden files of this process that are being made: they are there, but not locked yet. No disk is waited for
/// while the mutex is held.
class FilesInTheMaking final {
public:
    [[nodiscard]] std::string begin()
    {
        const std::lock_guard lock(m_mutex);
        std::string name = std::string(kHiddenStart) + std::to_string(::getpid()) + "-" + std::to_string(m_count++) +
                           std::string(kHiddenEnd);
        m_names.insert(name);
        return name;
    }
    void end(const std::string& name)
    {
        const std::lock_guard lock(m_mutex);
        m_names.erase(name);
    }
    [[nodiscard]] bool contains(const std::string& name)
    {
        const std::lock_guard lock(m_mutex);
        return m_names.contains(name);
    }

private:
    std::mutex m_mutex;
    std::set<std::string> m_names;
    unsigned m_count = 0;
};

FilesInTheMaking& filesInTheMaking()
{
    static FilesInTheMaking files;
    return files;
}

/// Makes a new hidden file in `folder`, and locks it as a sign that it is being written; a leftover of an ended process
/// with the same number is stepped over.
Result<OpenedTemporary> openTemporary(const fs::path& folder, const fs::path& target)
{
    constexpr int kAttempts = 1000;
    int failed = EEXIST;
    for (int attempt = 0; attempt < kAttempts && failed == EEXIST; ++attempt) {
        const std::string name = filesInTheMaking().begin();
        fs::path path = folder / name;
        UniqueFd descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kNewFileMode));
        failed = errno;
        if (descriptor) {
            ::flock(descriptor.get(), LOCK_EX | LOCK_NB); // not every file system has locks; then the number decides
        }
        filesInTheMaking().end(name);
        if (descriptor) {
            return OpenedTemporary{std::move(descriptor), std::move(path)};
        }
    }
    return tl::unexpected(fileError(FileAction::Write, target, failed));
}

Error alreadyThere(const fs::path& path)
{
    return {ErrorCode::FileExists,
            "'" + path.string() + "' is already there: choose another name, or remove it first."};
}

/// Syncs the folder, so that the new name itself survives a power cut. Where that fails nothing is to be done: the file
/// stands whole under its name, and writing it once more would not make the name any safer.
void syncFolder(const fs::path& folder)
{
    const UniqueFd descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor) {
        ::fsync(descriptor.get());
    }
}

/// The number of the process that made a hidden file of this name; nothing for other names.
std::optional<pid_t> makerOf(std::string_view name)
{
    if (!name.starts_with(kHiddenStart) || !name.ends_with(kHiddenEnd)) {
        return std::nullopt;
    }
    pid_t process = 0;
    const char* const end = name.data() + name.size();
    const auto [digitsEnd, failed] = std::from_chars(name.data() + kHiddenStart.size(), end, process);
    const bool whole = failed == std::errc{} && digitsEnd != end && *digitsEnd == '-' && process > 0;
    return whole ? std::optional(process) : std::nullopt;
}

/// Whether nobody writes this hidden file any more: its process has ended, and no other one on a disk that is shared
/// with another machine or container, where numbers say nothing, holds its lock.
bool isLeftover(const fs::path& path, pid_t maker)
{
    const bool own = maker == ::getpid();
    if (own ? filesInTheMaking().contains(path.filename().string()) : ::kill(maker, 0) == 0 || errno != ESRCH) {
        return false;
    }
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status = {};
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != ::geteuid()) {
        return false;
    }
    return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && !own);
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
    if (present && target.has_filename() && existing == Existing::Keep) {
        return tl::unexpected(alreadyThere(target)); // whatever it is: nothing is opened that might wait
    }
    if (!target.has_filename() || (present && S_ISDIR(status.st_mode))) {
        return tl::unexpected(fileError(FileAction::Write, path, EISDIR));
    }
    if (present && !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::FileNotWritable,
                    "Cannot write '" + path.string() + "': a pipe, socket or device has this name; choose another.");
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
    std::array<std::byte, kChunk> chunk{};
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
    syncFolder(folderOf(m_target));
    return {};
}

Result<> AtomicFile::commit()
{
    return syncAndVerify().and_then([this]() -> Result<> {
        // Keeps the lock until the file has its name: without one it would be a leftover to whoever looks for those.
        const UniqueFd lock(::fcntl(m_descriptor.get(), F_DUPFD_CLOEXEC, 0));
        // A network file system may report a failed write only here.
        if (::close(m_descriptor.release()) != 0) {
            return tl::unexpected(writeError(errno));
        }
        return moveIntoPlace();
    });
}

Result<> tryFolder(const fs::path& folder)
{
    return openTemporary(folder, folder).map([](const OpenedTemporary& made) { ::unlink(made.path.c_str()); });
}

std::size_t removeLeftovers(const fs::path& folder)
{
    std::vector<std::pair<fs::path, pid_t>> hidden;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (const std::optional<pid_t> maker = makerOf(entry->path().filename().native())) {
            hidden.emplace_back(entry->path(), *maker);
        }
    }
    std::size_t removed = 0;
    for (const auto& [path, maker] : hidden) {
        removed += isLeftover(path, maker) && ::unlink(path.c_str()) == 0 ? 1 : 0;
    }
    return removed;
}

Result<> writeFile(const fs::path& path, std::string_view bytes, Existing existing)
{
    return AtomicFile::create(path, existing).and_then([&](AtomicFile file) -> Result<> {
        return file.write(std::as_bytes(std::span(bytes))).and_then([&] { return file.commit(); });
    });
}

} // namespace gesso
