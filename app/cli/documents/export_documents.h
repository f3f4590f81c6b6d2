// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

namespace gesso::cli {

/// Flattens documents into pictures, each named as its document, and prints their paths. Goes on after one that cannot
/// be read or written; its error is that of the whole. Ctrl+C stops it, and what is written by then stays.
[[nodiscard]] Result<> exportDocuments(const ExportCommand& command);

} // namespace gesso::cli
