// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"
#include "core/styles/style.h"

#include <optional>
#include <string>

namespace gesso::cli {

/// The style of this name; none for an empty one. Errors as readStyles and styleNamed.
[[nodiscard]] Result<std::optional<Style>> chooseStyle(const std::string& name);

/// Prints the styles by group, or as JSON.
[[nodiscard]] Result<> listStyles(const StylesCommand& command);

} // namespace gesso::cli
