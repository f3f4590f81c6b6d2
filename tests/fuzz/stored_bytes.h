// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace gesso {

/// A folder of this process alone, in memory where there is such a file system, emptied at each use.
inline std::filesystem::path emptyFolder()
{
    static const std::filesystem::path folder = [] {
        std::error_code error;
        const std::filesystem::path shared = "/dev/shm";
        const std::filesystem::path root =
            std::filesystem::is_directory(shared, error) ? shared : std::filesystem::temp_directory_path();
        return root / ("gesso-fuzz-" + std::to_string(::getpid()));
    }();
    static const int cleaning = std::atexit([] { std::filesystem::remove_all(folder); });
    static_cast<void>(cleaning);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

inline void writeBytes(const std::filesystem::path& file, const std::uint8_t* data, std::size_t size)
{
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
}

inline void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

} // namespace gesso
