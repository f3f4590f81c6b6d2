// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/generation_service.h"

#include <filesystem>
#include <string>
#include <vector>

namespace gesso::cli {

/// What --json prints: {"images": [{"path", "seed", "width", "height"}], "timings": {...}, "model": {"name", "hash"},
/// "device", "precision"}, on one line, and "deviceNote" where there is one. `paths` are those of the result's images.
[[nodiscard]] std::string jsonReport(const JobResult& result, const std::vector<std::filesystem::path>& paths);

/// One line for people: the seeds, the time and what it was made with.
[[nodiscard]] std::string summary(const JobResult& result);

/// Prints on stdout. Error: FileNotWritable when it did not arrive there whole.
[[nodiscard]] Result<> printOut(const std::string& text);

/// Prints one line on stderr; control characters, which a prompt or a path may hold, become blanks.
void printError(const std::string& message);

} // namespace gesso::cli
