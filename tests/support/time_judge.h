// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QtGlobal>

#include <chrono>

namespace gesso::test {

/// How long something takes, judged only where times are what is tested: in the runs of ctest's label bench (see
/// GessoTest.cmake). In all others it has no limit, since a busy machine is no fault of what is tested.
class TimeJudge {
public:
    TimeJudge() { m_clock.start(); }
    void restart() { m_clock.restart(); }

    [[nodiscard]] static bool judges() { return qEnvironmentVariableIsSet("GESSO_JUDGE_TIMES"); }

    /// Whether the time since the start or restart() is below the limit; a bench run also says how long it was.
    [[nodiscard]] bool within(std::chrono::milliseconds limit) const
    {
        return judged(milliseconds(), static_cast<double>(limit.count()));
    }
    [[nodiscard]] double milliseconds() const { return static_cast<double>(m_clock.nsecsElapsed()) / 1e6; }

    /// The same for a time that was measured otherwise, milliseconds.
    [[nodiscard]] static bool judged(double milliseconds, double limit)
    {
        if (!judges()) {
            return true;
        }
        qInfo("took %.1f ms of at most %.0f ms", milliseconds, limit);
        return milliseconds < limit;
    }

private:
    QElapsedTimer m_clock;
};

} // namespace gesso::test
