// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace gesso {

/// A folder of the XDG Base Directory Specification: the value of the environment's `variable`, or `fallback` below
/// the user's home (HOME, else the root) where it is not set or not an absolute path, which the specification ignores.
[[nodiscard]] std::filesystem::path xdgFolder(const char* variable, const std::filesystem::path& fallback);

/// Makes a folder that is this user's alone (mode 0700), with its parents, when it is not there. Errors: those of
/// fileError for writing.
[[nodiscard]] Result<> makePrivateFolder(const std::filesystem::path& folder);

} // namespace gesso
