// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The words that start the engine. `setting` is the user's own (GESSO_ENGINE): words as in a shell, with quotes and
/// backslashes but no expansions, for example `ssh host gesso-engine serve`; one word alone is a program, which gets
/// `serve`. When the setting is empty it is the gesso-engine that stands in `folder`.
/// Errors: InvalidRequest for a setting whose quotes do not close.
[[nodiscard]] Result<std::vector<std::string>> engineCommand(std::string_view setting,
                                                             const std::filesystem::path& folder);

} // namespace gesso
