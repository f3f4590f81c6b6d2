// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace gesso {

/// Reads entries of a zip archive into memory, each within a size that the caller gives. Nothing is ever unpacked to
/// the disk, so names of entries are no paths.
class ZipReader final {
public:
    static constexpr std::uint64_t kMaxEntries = 10'000;

    /// Errors: FileNotReadable; FileDamaged where it is no zip archive, is cut short, or has more than kMaxEntries.
    [[nodiscard]] static Result<ZipReader> open(const std::filesystem::path& path);
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;
    ~ZipReader();

    /// The unpacked size that the archive says of an entry; nothing where there is none of this name.
    [[nodiscard]] std::optional<std::uint64_t> sizeOf(const std::string& name) const;
    /// The first bytes of an entry, at most so many.
    [[nodiscard]] Result<std::string> readStart(const std::string& name, std::size_t most) const;
    /// The whole entry, whose checksum is compared. Errors: FileDamaged where there is none, it is larger than
    /// `mostBytes`, encrypted, packed in a way that is not known, or not what its checksum says.
    [[nodiscard]] Result<std::string> read(const std::string& name, std::uint64_t mostBytes) const;

private:
    struct Archive;
    explicit ZipReader(std::unique_ptr<Archive> archive);
    [[nodiscard]] tl::unexpected<Error> damaged(const std::string& name, const std::string& what) const;

    std::unique_ptr<Archive> m_archive;
};

} // namespace gesso
