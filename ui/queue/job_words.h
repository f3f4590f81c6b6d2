// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/queued_job.h"

#include <QDateTime>
#include <QString>

namespace gesso::ui {

/// The first words of a job's row: its prompt on one line, or what to call a job without one.
[[nodiscard]] QString jobTitle(const QueuedJob& job);

/// "Generate · 256 × 256 · 4 variations"
[[nodiscard]] QString jobDetails(const QueuedJob& job);

/// "12 / 25 · 4 s left", "waiting · takes about 4 s", "cancelling…"
[[nodiscard]] QString jobState(const QueuedJob& job);

/// What the user should know of it, one line; empty for most.
[[nodiscard]] QString jobNote(const QueuedJob& job);

/// "about 2 minutes · done at 14:36"; empty while that cannot be told. `now` is the time of day.
[[nodiscard]] QString queueForecast(std::optional<double> secondsLeft, const QDateTime& now);

} // namespace gesso::ui
