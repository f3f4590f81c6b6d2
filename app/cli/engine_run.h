// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/signals.h"
#include "core/base/result.h"
#include "core/generation/generation_service.h"

#include <functional>
#include <string>
#include <vector>

namespace gesso::cli {

/// Takes each picture as soon as it is made; an error of its own ends the job.
using TakePicture = std::function<Result<>(const JobImage&)>;

/// Runs one request on an engine that is started for it and ended after it, with a progress bar if wanted. Every
/// picture that is finished is given to `take`, however the run ends. Errors: what the engine or its client say, and
/// `take`; Cancelled after a signal, when the engine has been ended.
[[nodiscard]] Result<JobResult> runOnEngine(const std::vector<std::string>& engine, const GenerationRequest& request,
                                            const ExecutionOptions& execution, const GenerationInputs& inputs,
                                            const Signals& signals, bool showProgress, const TakePicture& take);

} // namespace gesso::cli
