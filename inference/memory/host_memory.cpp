// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/memory/host_memory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>

namespace gesso::inference {
namespace {

std::optional<std::uint64_t> meminfo(const std::filesystem::path& root, const std::string& field)
{
    std::ifstream file(root / "proc/meminfo");
    std::string name;
    std::uint64_t kibibytes = 0;
    std::string unit;
    while (file >> name >> kibibytes) {
        if (name == field + ":") {
            return kibibytes * 1024;
        }
        std::getline(file, unit);
    }
    return std::nullopt;
}

/// A number that a control group's file holds; nothing for "max" or where there is no such file.
std::optional<std::uint64_t> groupNumber(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::uint64_t value = 0;
    return stream >> value ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> smaller(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b)
{
    return a && b ? std::min(*a, *b) : (a ? a : b);
}

} // namespace

std::optional<std::uint64_t> availableHostMemory(const std::filesystem::path& root)
{
    const std::filesystem::path group = root / "sys/fs/cgroup";
    const std::optional<std::uint64_t> limit = groupNumber(group / "memory.max");
    const std::optional<std::uint64_t> used = groupNumber(group / "memory.current");
    std::optional<std::uint64_t> left;
    if (limit && used) {
        left = *limit - std::min(*limit, *used);
    }
    return smaller(meminfo(root, "MemAvailable"), left);
}

std::uint64_t totalHostMemory(const std::filesystem::path& root)
{
    return smaller(meminfo(root, "MemTotal"), groupNumber(root / "sys/fs/cgroup/memory.max")).value_or(0);
}

std::string readableBytes(std::uint64_t bytes)
{
    constexpr double kMebibyte = 1024. * 1024.;
    const double mebibytes = static_cast<double>(bytes) / kMebibyte;
    std::array<char, 32> text{};
    if (mebibytes < 1024.) {
        std::snprintf(text.data(), text.size(), "%.0f MiB", mebibytes);
    } else {
        std::snprintf(text.data(), text.size(), "%.1f GiB", mebibytes / 1024.);
    }
    return text.data();
}

} // namespace gesso::inference
