// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gesso {

/// What was read from a file of the program's own, and what the user has to know of it.
template <typename T> struct Stored {
    T value; ///< the defaults where there is no file, or none that can be used
    /// One sentence for each thing that went wrong, fit to be shown: what happened and where the old file is now.
    std::vector<std::string> notices;
    bool unread = false; ///< there is a file, but it cannot be read now: it must not be written over
};

/// The most bytes that such a file may have.
inline constexpr std::size_t kMaxStoredBytes = std::size_t{256} << 20;

/// Reads a file of the program's own: a JSON object with "version". No file gives an empty object.
///
/// A file that is cut or damaged is moved aside to NAME.damaged-1 (-2 ... where that is taken), one of a newer version
/// to NAME.from-version-N, and an empty object is given with a notice; nothing of a user is ever thrown away. What is
/// no file (a folder, a pipe) is moved aside as a damaged one. One that cannot be read, tried several times, or not be
/// moved, stays where it is; `unread` says so, and saveStored refuses to replace it as long as it cannot be read.
[[nodiscard]] Stored<nlohmann::json> loadStored(const std::filesystem::path& file, int version);

/// Writes such a file, whole or not at all (AtomicFile), and makes its folder (makePrivateFolder). What stands there
/// and could not be used meanwhile is moved aside first, as loadStored does. Errors: those of AtomicFile and readFile;
/// InvalidRequest when there is more than kMaxStoredBytes to write.
[[nodiscard]] Result<> saveStored(const std::filesystem::path& file, int version, nlohmann::json content);

} // namespace gesso
