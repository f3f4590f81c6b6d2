// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace gesso {

/// What becomes of a file that is already there.
enum class Existing : std::uint8_t {
    Replace, ///< it is replaced in one step, and keeps its permissions
    Keep,    ///< it stays; the new file is not written (FileExists)
};

/// A file that is there whole or not at all. Every file of a user is written through this.
///
/// The bytes go to a hidden file in the same folder; commit() syncs it, reads it back, compares it with what was
/// written, renames it to its name and syncs the folder. Until then an older file of that name stays as it is. The
/// hidden file is removed when anything fails and when the object goes without a commit; what a killed process leaves
/// is removed by removeLeftovers().
///
/// All errors are of fileError's kind (file.h); FileDamaged when the disk gives other bytes back than it was given.
class AtomicFile final {
public:
    /// Starts writing `path`; its folder must be there. A symbolic link is followed; a folder, pipe or device of that
    /// name is FileNotWritable, or FileExists as everything else where that is to be kept.
    [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path& path,
                                                   Existing existing = Existing::Replace);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    [[nodiscard]] Result<> write(std::span<const std::byte> bytes);

    /// Puts the file in its place. To be called once. After an error the older file, if any, is still whole. A folder
    /// that cannot be synced is no error: the new file stands whole in its place.
    [[nodiscard]] Result<> commit();

private:
    AtomicFile(UniqueFd descriptor, std::filesystem::path temporary, std::filesystem::path target, Existing existing);

    [[nodiscard]] Result<> syncAndVerify();
    [[nodiscard]] Result<> moveIntoPlace();
    [[nodiscard]] Error writeError(int errorNumber) const;

    UniqueFd m_descriptor;
    std::filesystem::path m_temporary; ///< empty once it is renamed, moved from or removed
    std::filesystem::path m_target;
    Existing m_existing;
    std::uint64_t m_size = 0;
    std::uint64_t m_hash;
};

/// Whether a file can be made in this folder: makes a hidden one and removes it. Errors: fileError's, of the folder.
[[nodiscard]] Result<> tryFolder(const std::filesystem::path& folder);

/// Removes the hidden files of AtomicFile that processes of this user which have ended left in a folder, and gives
/// their number. Those that are being written stay. A folder that cannot be read has none.
std::size_t removeLeftovers(const std::filesystem::path& folder);

/// Writes a whole file through AtomicFile.
[[nodiscard]] Result<> writeFile(const std::filesystem::path& path, std::string_view bytes,
                                 Existing existing = Existing::Replace);

} // namespace gesso
