// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/model_choice.h"

#include <vector>

namespace gesso::ui {

/// The models to choose from: the starter model first, then those in the user's own folders and in the usual ones, each
/// with its defaults or with why it cannot be used. Reads small files: for a background thread. `programFolder` is
/// where the program stands, which the starter model is looked for beside.
[[nodiscard]] std::vector<ModelChoice> findModelChoices(const std::vector<std::filesystem::path>& folders,
                                                        const std::filesystem::path& programFolder);

} // namespace gesso::ui
