// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/document_file/zip_reader.h"

#include "core/base/file.h"

#include <zip.h>

#include <utility>

namespace gesso {
namespace {

struct CloseEntry {
    void operator()(zip_file_t* entry) const noexcept { zip_fclose(entry); }
};
using Entry = std::unique_ptr<zip_file_t, CloseEntry>;

} // namespace

struct ZipReader::Archive {
    std::filesystem::path path;
    zip_t* zip = nullptr;

    Archive(std::filesystem::path path_, zip_t* zip_) : path(std::move(path_)), zip(zip_) {}
    ~Archive() { zip_discard(zip); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
};

ZipReader::ZipReader(std::unique_ptr<Archive> archive) : m_archive(std::move(archive)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(const std::filesystem::path& path)
{
    if (const Result<UniqueFd> readable = openForReading(path); !readable) { // a pipe would be waited for
        return tl::unexpected<Error>(readable.error());
    }
    int code = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (zip == nullptr) {
        return fail(ErrorCode::FileDamaged, "'" + path.string() +
                                                "' is no zip archive, or a part of it is missing: it is damaged, or "
                                                "was not copied whole.");
    }
    auto archive = std::make_unique<Archive>(path, zip);
    if (zip_get_num_entries(zip, 0) > static_cast<zip_int64_t>(kMaxEntries)) {
        return fail(ErrorCode::FileDamaged, "'" + path.string() + "' has more than " + std::to_string(kMaxEntries) +
                                                " parts: no document has so many.");
    }
    return ZipReader(std::move(archive));
}

tl::unexpected<Error> ZipReader::damaged(const std::string& name, const std::string& what) const
{
    return fail(ErrorCode::FileDamaged, "'" + m_archive->path.string() + "': its part '" + name + "' " + what + ".");
}

std::optional<std::uint64_t> ZipReader::sizeOf(const std::string& name) const
{
    zip_stat_t stat;
    const bool found = zip_stat(m_archive->zip, name.c_str(), 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0;
    return found ? std::optional(stat.size) : std::nullopt;
}

Result<std::string> ZipReader::readStart(const std::string& name, std::size_t most) const
{
    const Entry entry(zip_fopen(m_archive->zip, name.c_str(), 0));
    std::string bytes(most, '\0');
    const zip_int64_t count = entry != nullptr ? zip_fread(entry.get(), bytes.data(), bytes.size()) : -1;
    if (count < 0) {
        return damaged(name, "is missing or cannot be read");
    }
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

Result<std::string> ZipReader::read(const std::string& name, std::uint64_t mostBytes) const
{
    const std::optional<std::uint64_t> size = sizeOf(name);
    if (!size) {
        return damaged(name, "is missing");
    }
    if (*size > mostBytes) {
        return damaged(name, "has " + std::to_string(*size) + " bytes, more than what it is can have");
    }
    const Entry entry(zip_fopen(m_archive->zip, name.c_str(), 0));
    if (entry == nullptr) {
        return damaged(name, "is encrypted or packed in a way that is not known");
    }
    std::string bytes(static_cast<std::size_t>(*size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const zip_int64_t count = zip_fread(entry.get(), bytes.data() + done, bytes.size() - done);
        if (count <= 0) {
            return damaged(name, "is damaged");
        }
        done += static_cast<std::size_t>(count);
    }
    char more = 0;
    if (zip_fread(entry.get(), &more, 1) != 0) { // the checksum is compared at the end
        return damaged(name, "is damaged");
    }
    return bytes;
}

} // namespace gesso
