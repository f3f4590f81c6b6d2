// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace gesso::cli {
namespace {

constexpr std::size_t kBarWidth = 30;
constexpr std::size_t kDefaultColumns = 80;
constexpr double kSecondsBeforeEstimate = 0.5;

std::string label(const std::string& stage)
{
    if (stage == "load") {
        return "Loading the model";
    }
    if (stage == "text") {
        return "Reading the prompt";
    }
    if (stage == "denoise") {
        return "Denoising";
    }
    if (stage == "decode") {
        return "Decoding";
    }
    return stage;
}

std::string bar(int step, int of)
{
    const auto filled = static_cast<std::size_t>(std::clamp(step, 0, of)) * kBarWidth / static_cast<std::size_t>(of);
    return "[" + std::string(filled, '=') + std::string(kBarWidth - filled, ' ') + "]";
}

std::string clock(double seconds)
{
    const auto whole = static_cast<long>(std::ceil(seconds));
    const std::string rest = std::to_string(whole % 60);
    return std::to_string(whole / 60) + (rest.size() == 1 ? ":0" : ":") + rest;
}

std::size_t terminalColumns()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kDefaultColumns;
}

} // namespace

std::string ProgressLine::text(const JobProgress& progress, Clock::time_point now, std::size_t columns)
{
    const double done = static_cast<double>(progress.image) * progress.of + progress.step;
    if (progress.stage != m_stage || done < m_stageStartSteps) {
        m_stage = progress.stage;
        m_stageStart = now;
        m_stageStartSteps = done;
    }
    std::string line = label(progress.stage);
    if (m_count > 1) {
        line += " " + std::to_string(progress.image + 1) + " of " + std::to_string(m_count);
    }
    if (progress.of > 0) {
        line += " " + bar(progress.step, progress.of) + " " + std::to_string(progress.step) + "/" +
                std::to_string(progress.of);
        if (const double left = secondsLeft(progress, now); left >= 0.) {
            line += ", " + clock(left) + " left";
        }
    }
    return line.substr(0, columns);
}

double ProgressLine::secondsLeft(const JobProgress& progress, Clock::time_point now) const
{
    const double elapsed = std::chrono::duration<double>(now - m_stageStart).count();
    const double done = static_cast<double>(progress.image) * progress.of + progress.step;
    const double total = static_cast<double>(m_count) * progress.of;
    if (elapsed < kSecondsBeforeEstimate || done <= m_stageStartSteps) {
        return -1.;
    }
    return elapsed / (done - m_stageStartSteps) * std::max(0., total - done);
}

ProgressDisplay::ProgressDisplay(int count, bool wanted)
    : m_line(count), m_shown(wanted && ::isatty(STDERR_FILENO) == 1)
{
}

ProgressDisplay::~ProgressDisplay()
{
    clear();
}

void ProgressDisplay::show(const JobProgress& progress)
{
    if (m_shown) {
        // One column stays free: some terminals begin a new line when the last one is filled.
        const std::string text = m_line.text(progress, ProgressLine::Clock::now(), terminalColumns() - 1);
        std::fprintf(stderr, "\r%s\x1b[K", text.c_str());
        m_drawn = true;
    }
}

void ProgressDisplay::clear()
{
    if (m_drawn) {
        std::fputs("\r\x1b[K", stderr);
        m_drawn = false;
    }
}

} // namespace gesso::cli
