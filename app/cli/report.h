// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/saved_pictures.h"

#include <filesystem>
#include <string>
#include <vector>

namespace gesso::cli {

/// What --json prints: {"images": [{"path", "seed", "width", "height"}], "timings": {...}, "model": {"name", "hash"},
/// "device", "precision"}, on one line, with "deviceNote" and "notices" where there are any. Of a run that failed: the
/// pictures that were saved before, no timings, and "error": {"code", "message"}.
[[nodiscard]] std::string jsonReport(const Result<JobResult>& outcome, const std::vector<SavedPicture>& pictures);

/// One line for people: the seeds, the time and what it was made with.
[[nodiscard]] std::string summary(const JobResult& result, const std::vector<SavedPicture>& pictures);

/// Prints on stdout, on a terminal as shownText(). Error: FileNotWritable when it did not arrive there whole.
[[nodiscard]] Result<> printOut(const std::string& text);

/// Prints the first line of a message on stderr, as shownLine(): a prompt or a path may hold control characters. What
/// stands behind it is for reports (Error::message).
void printError(const std::string& message);

} // namespace gesso::cli
