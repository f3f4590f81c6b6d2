// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>

namespace gesso::inference {

/// Where the engine remembers what it has measured: $XDG_CACHE_HOME/gesso, else ~/.cache/gesso. All in it may be
/// deleted at any time.
[[nodiscard]] inline std::filesystem::path cacheFolder()
{
    if (const char* const cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
        return std::filesystem::path(cache) / "gesso";
    }
    const char* const home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "/tmp" : home) / ".cache" / "gesso";
}

} // namespace gesso::inference
