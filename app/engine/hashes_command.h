// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace gesso::app {

/// Writes one line for each model: its hash of 16 hex digits, as pictures name it, or "-" where it cannot be opened.
int hashesCommand(const std::vector<std::string>& models);

} // namespace gesso::app
