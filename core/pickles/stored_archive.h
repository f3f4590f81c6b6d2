// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gesso {

/// The directory of a zip archive whose records are stored as they are, as torch.save() of PyTorch 1.6 and later writes
/// them. Nothing in it is trusted: sizes and counts are checked before memory is taken, records that are packed are
/// refused, so that nothing ever takes more memory than its file has bytes.
///
/// Errors are ModelDamaged, or FileNotReadable; their messages follow the file's name.
class StoredArchive {
public:
    static constexpr std::uint64_t kMaxDirectoryBytes = 16 << 20;
    static constexpr std::size_t kMaxRecords = 100'000;

    /// Reads and checks the directory of an open file by pread.
    [[nodiscard]] static Result<StoredArchive> read(int descriptor);

    /// Whether there is a record of that name, below the one folder that all stand in ("data.pkl").
    [[nodiscard]] bool contains(std::string_view name) const { return m_records.contains(name); }
    /// Its bytes. Error also where it has more than `most` of them, or is not there.
    [[nodiscard]] Result<std::string> bytesOf(std::string_view name, std::uint64_t most) const;

private:
    struct Record {
        std::uint64_t header = 0; ///< where its local header begins
        std::uint64_t bytes = 0;
    };

    [[nodiscard]] Result<> readDirectory(std::string_view directory, std::uint64_t entries);

    int m_descriptor = -1;
    std::uint64_t m_fileBytes = 0;
    std::map<std::string, Record, std::less<>> m_records; ///< without their folder
};

} // namespace gesso
