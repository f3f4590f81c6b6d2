// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace gesso::inference {

/// Bytes of the main memory that can be had now without swapping: the kernel's MemAvailable, or what is left of the
/// control group's limit where that is less. Nothing where the system does not say. `root` is "/" but in tests.
[[nodiscard]] std::optional<std::uint64_t> availableHostMemory(const std::filesystem::path& root = "/");

/// All main memory of the machine, or the control group's limit; 0 where the system does not say.
[[nodiscard]] std::uint64_t totalHostMemory(const std::filesystem::path& root = "/");

/// "5.2 GiB", "310 MiB".
[[nodiscard]] std::string readableBytes(std::uint64_t bytes);

} // namespace gesso::inference
