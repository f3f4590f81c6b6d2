// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace gesso {

/// A folder of the XDG Base Directory Specification: the value of the environment's `variable`, or `fallback` below
/// the user's home (HOME, else the root) where it is not set or not an absolute path, which the specification ignores.
[[nodiscard]] std::filesystem::path xdgFolder(const char* variable, const std::filesystem::path& fallback);

/// The folder of the running program.
[[nodiscard]] std::filesystem::path executableFolder();

/// The newest file of the log of a program ("gesso", "gesso-cli"): in gesso/log of the user's folder for state.
[[nodiscard]] std::filesystem::path logFile(std::string_view program);

/// Where the files that come with Gesso are (starter-model, families, styles): share/gesso beside the folder of the
/// program. A build tree has a link of that name to the sources' resources, so that a program finds them the same way
/// before and after it is installed, wherever that is.
[[nodiscard]] std::filesystem::path resourceFolder();

/// Makes a folder that is this user's alone (mode 0700), with its parents, when it is not there. Errors: those of
/// fileError for writing.
[[nodiscard]] Result<> makePrivateFolder(const std::filesystem::path& folder);

} // namespace gesso
