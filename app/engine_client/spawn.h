// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"

#include <string>
#include <sys/types.h>
#include <tl/expected.hpp>
#include <vector>

namespace gesso {

/// Starts a command (its first word is looked up in PATH) in a session of its own, with these three descriptors and no
/// others, and with the signals as they are in a new program. Gives the child's number, or the system's error.
[[nodiscard]] tl::expected<pid_t, int> spawn(const std::vector<std::string>& command, const UniqueFd& input,
                                             const UniqueFd& output, const UniqueFd& errors);

} // namespace gesso
