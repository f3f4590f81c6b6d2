// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace gesso {

/// Tells how long jobs still take, from steps that were really done and never from a guess.
///
/// Of a running job nothing is said until one of its steps has finished. From then on the estimate only sinks, unless
/// steps have become much slower. What decoding takes, compared with a step, and what whole pictures take is learnt
/// from the pictures made before of the same model, size and guidance; before the first one a decoding counts as much
/// as kUsualDecodeSteps steps.
///
/// Times are seconds of any clock that never goes back. Used by one thread.
class TimeLeft final {
public:
    static constexpr double kUsualDecodeSteps = 1.5;

    /// A job began, or began again after the engine's death.
    void started(JobId job, const GenerationRequest& request, double now);
    void progressed(JobId job, const JobProgress& progress, double now);
    void pictureReady(JobId job, int index, double now);
    /// A job ended in whatever way; it is forgotten, what was learnt from it stays.
    void ended(JobId job);

    /// Seconds until a running job ends; nothing while that cannot be told.
    [[nodiscard]] std::optional<double> running(JobId job, double now) const;
    /// Seconds that such a job takes from its start to its end, going by earlier ones; nothing while there was none.
    [[nodiscard]] std::optional<double> whole(const GenerationRequest& request) const;
    /// How much of a running job is done, 0..1: finished steps and pictures, of all.
    [[nodiscard]] double fraction(JobId job) const;

private:
    /// What pictures of one kind take, in seconds.
    struct Pace {
        double step = 0.;
        double decode = 0.; ///< 0 while not known
        double setOut = 0.; ///< from the start to the first step
        int atOnce = 1;     ///< pictures that were made at the same time
    };
    using Kind = std::tuple<std::string, int, int, bool>; ///< model, width, height, guidance on

    struct Picture {
        int steps = 0; ///< finished
        int of = 0;
        double at = 0.; ///< when the last one finished, or the first one began
        bool ready = false;

        [[nodiscard]] bool decoding() const { return !ready && steps == of; }
    };
    struct Running {
        JobId id = 0;
        Kind kind;
        int count = 1;
        int steps = 1; ///< of a picture that has not begun
        double started = 0.;
        double setOut = -1.;             ///< below 0 while not known
        double firstStep = 0.;           ///< the job's very first, which prepares more than the others
        double step = 0.;                ///< of those after it
        int timedSteps = 0;              ///< that `step` is the mean of
        double decode = 0.;              ///< 0 while not known
        int atOnce = 1;                  ///< pictures that are made at the same time
        std::map<int, Picture> pictures; ///< that have begun
        // What was told last.
        double left = -1.; ///< seconds, at `toldAt`; below 0 while not known
        double toldAt = 0.;
        double sinksBy = 0.; ///< no further than this until something else has finished
    };

    [[nodiscard]] const Running* find(JobId job) const;
    [[nodiscard]] Running* find(JobId job);
    [[nodiscard]] const Pace* paceOf(const Kind& kind) const;
    [[nodiscard]] double stepSeconds(const Running& job) const;
    [[nodiscard]] double decodeSteps(const Running& job) const;
    [[nodiscard]] double workLeft(const Running& job) const;
    void takeSteps(Running& job, Picture& picture, int steps, double now);
    void tell(Running& job, double now);
    void learn(const Running& job);

    std::vector<Running> m_running;
    std::map<Kind, Pace> m_paces;
};

} // namespace gesso
