// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "inference/engine/device_table.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace gesso::inference {

/// A request on its way through the engine.
///
/// The first group does not change after construction; the second is guarded by the mutex of the JobQueue that holds
/// the job.
struct Job {
    JobId id = 0;
    GenerationRequest request;
    ExecutionOptions options;
    GenerationInputs inputs; ///< the pictures that the request begins from
    std::vector<int> made;   ///< images that need not be made, ascending; not all
    std::string deviceNote;  ///< as JobResult::deviceNote
    bool onlyLoad = false;   ///< load the model, make no picture, tell nothing
    std::chrono::steady_clock::time_point submitted = std::chrono::steady_clock::now();
    std::stop_source stop;

    std::vector<WorkerDevice> devices; ///< that may work on it
    int nextImage = 0;                 ///< the first one to be made that no device has taken
    std::vector<int> returned;         ///< images before it that a device took and gave back
    int running = 0;                   ///< images that devices are working on
    bool started = false;
    bool cancelled = false;
    std::optional<Error> error; ///< the first failure of an image
    StageTimings timings;       ///< summed over images and devices
    std::string modelName, modelHash, precision;
};

/// One image of a job, taken by a device.
struct Claim {
    std::shared_ptr<Job> job;
    int image = 0;
    bool first = false; ///< nobody has worked on the job before
};

/// How the work on a claim went.
struct Outcome {
    StageTimings timings;
    std::string modelName, modelHash, precision;
    std::optional<Error> error; ///< code Cancelled where it was stopped
};

} // namespace gesso::inference
