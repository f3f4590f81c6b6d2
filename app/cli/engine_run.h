// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/signals.h"
#include "core/base/result.h"
#include "core/generation/generation_service.h"

#include <string>
#include <vector>

namespace gesso::cli {

/// Runs one request on an engine that is started for it and ended after it, with a progress bar if wanted. Errors:
/// what the engine or its client say; Cancelled after a signal, when the engine has been ended.
[[nodiscard]] Result<JobResult> runOnEngine(const std::vector<std::string>& engine, const GenerationRequest& request,
                                            const ExecutionOptions& execution, const GenerationInputs& inputs,
                                            const Signals& signals, bool showProgress);

} // namespace gesso::cli
