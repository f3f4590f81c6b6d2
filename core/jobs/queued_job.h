// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gesso {

/// A job that has not ended.
struct QueuedJob {
    enum class State : std::uint8_t { Waiting, Running, Cancelling };

    JobId id = 0;
    GenerationRequest request;
    ExecutionOptions options;
    GenerationInputs inputs; ///< the pictures that the request begins from
    std::set<int> made;      ///< places of the pictures of it that are finished
    State state = State::Waiting;
    JobProgress progress;              ///< of the stage it is in; of a running job
    double fraction = 0.;              ///< done of the whole job, 0..1
    std::optional<double> secondsLeft; ///< of a waiting job all that it takes; nothing until it can be told
    std::string device;                ///< "cpu:0" once it has started
    bool restarted = false;            ///< the engine ended while it ran, and was started again for it
    std::string heldBackBy;            ///< why there was no engine for it, one sentence; empty: there was

    [[nodiscard]] bool isWaiting() const noexcept { return state == State::Waiting; }
};

/// Jobs that were taken out of the queue, so that they can be put back to where they stood.
struct TakenJobs {
    std::vector<QueuedJob> jobs; ///< in their order
    std::vector<JobId> order;    ///< of the whole queue before they were taken out

    [[nodiscard]] bool empty() const noexcept { return jobs.empty(); }
};

} // namespace gesso
