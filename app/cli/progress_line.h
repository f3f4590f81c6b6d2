// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace gesso::cli {

/// The line that says where a job stands: stage, bar, steps, and the time left of the stage.
class ProgressLine final {
public:
    using Clock = std::chrono::steady_clock;

    /// `count` pictures are being made.
    explicit ProgressLine(int count) : m_count(count) {}

    /// The line for a progress that came at `now`, at most `columns` characters wide.
    [[nodiscard]] std::string text(const JobProgress& progress, Clock::time_point now, std::size_t columns);

private:
    /// Seconds until the stage's last step of the last picture; negative when it cannot be told yet.
    [[nodiscard]] double secondsLeft(const JobProgress& progress, Clock::time_point now) const;

    int m_count;
    std::string m_stage;
    double m_stageStartSteps = 0.; ///< steps, over all pictures, that were done when m_stageStart was
    Clock::time_point m_stageStart;
};

/// Shows the line on stderr when that is a terminal, and nothing otherwise. Takes the line away at its end.
class ProgressDisplay final {
public:
    /// `wanted` false: never shows anything.
    ProgressDisplay(int count, bool wanted);
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay&) = delete;
    ProgressDisplay& operator=(const ProgressDisplay&) = delete;

    void show(const JobProgress& progress);
    /// Takes the line away, so that something else can be printed.
    void clear();

private:
    ProgressLine m_line;
    bool m_shown;
    bool m_drawn = false;
};

} // namespace gesso::cli
