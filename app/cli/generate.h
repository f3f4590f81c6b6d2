// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

namespace gesso::cli {

/// Makes the pictures and saves them. Everything that can be refused is refused before the engine is started.
[[nodiscard]] Result<> generate(const GenerateCommand& command);

} // namespace gesso::cli
