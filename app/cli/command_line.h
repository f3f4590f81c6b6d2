// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

namespace gesso::cli {

/// What the words after the program's name ask for. Errors: InvalidRequest and Unsupported, naming the option, its
/// value and its range; for a job file also those of readFile.
[[nodiscard]] Result<Command> parseCommandLine(const std::vector<std::string>& words);

} // namespace gesso::cli
