// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pickles/stored_archive.h"

#include "core/base/byte_order.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso {
namespace {

// The layout of zip files: PKWARE's APPNOTE 6.3.10, 4.3 and 4.5.3.
using namespace std::string_view_literals;
constexpr auto kLocal = "PK\x03\x04"sv, kCentral = "PK\x01\x02"sv, kEnd = "PK\x05\x06"sv;
constexpr auto kEnd64 = "PK\x06\x06"sv, kLocator64 = "PK\x06\x07"sv;
constexpr std::size_t kLocalBytes = 30, kCentralBytes = 46, kEndBytes = 22, kEnd64Bytes = 56, kLocator64Bytes = 20;
constexpr std::size_t kMaxComment = 65'535;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF; ///< the real value stands in the zip64 field
constexpr std::uint32_t kCountIn64 = 0xFFFF;

tl::unexpected<Error> damagedArchive(const std::string& cause)
{
    return fail(ErrorCode::ModelDamaged, "is cut or damaged: " + cause + "; download the file again");
}

std::uint32_t u16(std::string_view bytes, std::size_t at)
{
    return readU16(bytes.substr(at), ByteOrder::LittleEndian);
}

std::uint64_t u32(std::string_view bytes, std::size_t at)
{
    return readU32(bytes.substr(at), ByteOrder::LittleEndian);
}

std::uint64_t u64(std::string_view bytes, std::size_t at)
{
    return readU64(bytes.substr(at), ByteOrder::LittleEndian);
}

/// Exactly these bytes of the file, which has them.
Result<std::string> readAt(int descriptor, std::uint64_t offset, std::uint64_t count)
{
    std::string bytes(count, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ::ssize_t got =
            ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<::off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(ErrorCode::FileNotReadable, std::string("cannot be read: ") + std::strerror(errno));
        }
        if (got == 0) {
            return damagedArchive("it became shorter while it was read");
        }
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

/// Where the directory stands.
struct Directory {
    std::uint64_t offset = 0, bytes = 0, entries = 0;
};

/// The last record of the file, and before it the two that large archives have.
Result<Directory> findDirectory(int descriptor, std::uint64_t fileBytes)
{
    const std::uint64_t tailBytes = std::min<std::uint64_t>(fileBytes, kEndBytes + kMaxComment + kLocator64Bytes);
    const Result<std::string> tail = readAt(descriptor, fileBytes - tailBytes, tailBytes);
    if (!tail) {
        return tl::unexpected(tail.error());
    }
    const std::string_view bytes = *tail;
    std::size_t end = bytes.size() < kEndBytes ? std::string_view::npos : bytes.size() - kEndBytes;
    while (end != std::string_view::npos &&
           (bytes.substr(end, kEnd.size()) != kEnd || end + kEndBytes + u16(bytes, end + 20) != bytes.size())) {
        end = end == 0 ? std::string_view::npos : end - 1;
    }
    if (end == std::string_view::npos) {
        return damagedArchive("its directory is missing");
    }
    Directory directory{u32(bytes, end + 16), u32(bytes, end + 12), u16(bytes, end + 10)};
    const bool isLarge = directory.offset == kIn64 || directory.bytes == kIn64 || directory.entries == kCountIn64;
    if (isLarge && end >= kLocator64Bytes && bytes.substr(end - kLocator64Bytes, 4) == kLocator64) {
        const std::uint64_t place = u64(bytes, end - kLocator64Bytes + 8);
        if (place > fileBytes || fileBytes - place < kEnd64Bytes) {
            return damagedArchive("its directory stands outside of it");
        }
        const Result<std::string> large = readAt(descriptor, place, kEnd64Bytes);
        if (!large) {
            return tl::unexpected(large.error());
        }
        if (!large->starts_with(kEnd64)) {
            return damagedArchive("its directory is missing");
        }
        directory = {u64(*large, 48), u64(*large, 40), u64(*large, 32)};
    }
    const std::uint64_t before = fileBytes - tailBytes + end;
    if (directory.offset > before || directory.bytes > before - directory.offset) {
        return damagedArchive("its directory stands outside of it");
    }
    return directory;
}

/// One entry of the directory.
struct CentralEntry {
    std::string_view name;
    std::uint64_t packed = 0, bytes = 0, header = 0;
    bool isStored = false;
};

/// Takes the values that are too large for their fields from the extra field.
bool readLarge(std::string_view extra, CentralEntry& entry)
{
    constexpr std::uint32_t kZip64 = 1;
    while (extra.size() >= 4) {
        const std::size_t size = u16(extra, 2);
        if (size > extra.size() - 4) {
            return false;
        }
        std::string_view field = extra.substr(4, size);
        const bool isIt = u16(extra, 0) == kZip64;
        for (std::uint64_t* value : {&entry.bytes, &entry.packed, &entry.header}) {
            if (isIt && *value == kIn64) {
                if (field.size() < 8) {
                    return false;
                }
                *value = u64(field, 0);
                field.remove_prefix(8);
            }
        }
        if (isIt) {
            return true;
        }
        extra.remove_prefix(4 + size);
    }
    return false;
}

/// Takes one entry off the directory; nothing where it is not whole.
std::optional<CentralEntry> takeEntry(std::string_view& directory)
{
    if (directory.size() < kCentralBytes || !directory.starts_with(kCentral)) {
        return std::nullopt;
    }
    const std::size_t name = u16(directory, 28), extra = u16(directory, 30), comment = u16(directory, 32);
    if (directory.size() - kCentralBytes < name + extra + comment) {
        return std::nullopt;
    }
    constexpr std::uint32_t kEncrypted = 1;
    CentralEntry entry{directory.substr(kCentralBytes, name), u32(directory, 20), u32(directory, 24),
                       u32(directory, 42), u16(directory, 10) == 0 && (u16(directory, 8) & kEncrypted) == 0};
    const bool isLarge = entry.packed == kIn64 || entry.bytes == kIn64 || entry.header == kIn64;
    if (isLarge && !readLarge(directory.substr(kCentralBytes + name, extra), entry)) {
        return std::nullopt;
    }
    directory.remove_prefix(kCentralBytes + name + extra + comment);
    return entry;
}

} // namespace

Result<StoredArchive> StoredArchive::read(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0) {
        return fail(ErrorCode::FileNotReadable, std::string("cannot be read: ") + std::strerror(errno));
    }
    StoredArchive archive;
    archive.m_descriptor = descriptor;
    archive.m_fileBytes = static_cast<std::uint64_t>(status.st_size);
    const Result<Directory> directory = findDirectory(descriptor, archive.m_fileBytes);
    if (!directory) {
        return tl::unexpected(directory.error());
    }
    if (directory->bytes > kMaxDirectoryBytes || directory->entries > kMaxRecords) {
        return damagedArchive("it has more parts than any model");
    }
    return readAt(descriptor, directory->offset, directory->bytes)
        .and_then([&](const std::string& bytes) { return archive.readDirectory(bytes, directory->entries); })
        .map([&] { return archive; });
}

Result<> StoredArchive::readDirectory(std::string_view directory, std::uint64_t entries)
{
    std::string_view folder;
    for (std::uint64_t i = 0; i < entries; ++i) {
        const std::optional<CentralEntry> entry = takeEntry(directory);
        if (!entry) {
            return damagedArchive("its directory is not whole");
        }
        if (!entry->isStored || entry->packed != entry->bytes) {
            return damagedArchive("its parts are packed, as PyTorch never does");
        }
        if (entry->bytes > m_fileBytes || entry->header > m_fileBytes) {
            return damagedArchive("a part stands outside of it");
        }
        folder = i == 0 ? entry->name.substr(0, entry->name.find('/') + 1) : folder;
        if (entry->name.starts_with(folder) &&
            !m_records.emplace(entry->name.substr(folder.size()), Record{entry->header, entry->bytes}).second) {
            return damagedArchive("it has a part twice");
        }
    }
    return {};
}

Result<std::string> StoredArchive::bytesOf(std::string_view name, std::uint64_t most) const
{
    const auto found = m_records.find(name);
    if (found == m_records.end()) {
        return damagedArchive("its part '" + std::string(name) + "' is missing");
    }
    const Record& record = found->second;
    if (record.bytes > most) {
        return damagedArchive("its part '" + std::string(name) + "' is larger than in any such file");
    }
    if (m_fileBytes - record.header < kLocalBytes) {
        return damagedArchive("its part '" + std::string(name) + "' stands outside of it");
    }
    const Result<std::string> local = readAt(m_descriptor, record.header, kLocalBytes);
    if (!local) {
        return tl::unexpected(local.error());
    }
    const std::uint64_t start = record.header + kLocalBytes + u16(*local, 26) + u16(*local, 28);
    if (!local->starts_with(kLocal) || start > m_fileBytes || record.bytes > m_fileBytes - start) {
        return damagedArchive("its part '" + std::string(name) + "' stands outside of it");
    }
    return readAt(m_descriptor, start, record.bytes);
}

} // namespace gesso
