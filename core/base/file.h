// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

namespace gesso {

/// Owns a file descriptor.
class UniqueFd final {
public:
    UniqueFd() noexcept = default;
    explicit UniqueFd(int descriptor) noexcept : m_descriptor(descriptor) {}
    UniqueFd(UniqueFd&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept
    {
        reset(std::exchange(other.m_descriptor, -1));
        return *this;
    }
    ~UniqueFd() { reset(); }

    [[nodiscard]] int get() const noexcept { return m_descriptor; }
    [[nodiscard]] explicit operator bool() const noexcept { return m_descriptor >= 0; }
    [[nodiscard]] int release() noexcept { return std::exchange(m_descriptor, -1); }
    void reset(int descriptor = -1) noexcept;

private:
    int m_descriptor = -1;
};

/// What was being done to a file when the system refused.
enum class FileAction : std::uint8_t { Read, Write };

/// The error for a failed system call on `path`: DiskFull when there is no room (ENOSPC, EDQUOT, EFBIG), else
/// FileNotReadable or FileNotWritable; names the file, the cause and the remedy.
[[nodiscard]] Error fileError(FileAction action, const std::filesystem::path& path, int errorNumber);

/// `error` with the file named before its message, for what was found wrong within a file.
[[nodiscard]] Error inFile(const std::filesystem::path& path, Error error);

/// Opens an ordinary file for reading. A folder, pipe or device is FileNotReadable.
[[nodiscard]] Result<UniqueFd> openForReading(const std::filesystem::path& path);

/// The whole file, by plain reads (a file cut short meanwhile cannot raise SIGBUS). More than `maxBytes` bytes is
/// FileDamaged: no more than that is ever allocated.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace gesso
