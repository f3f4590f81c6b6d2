// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "inference/schedulers/scheduler.h"
#include "inference/schedulers/scheduler_config.h"

#include <nlohmann/json.hpp>

#include <memory>

namespace gesso::inference {

/// A scheduler of the given class (not ModelDefault), set up for `steps` steps, exactly from these settings: a key that
/// is absent has the class's default. Throws EngineError: ModelUnsupported naming the field, or InvalidRequest for a
/// number of steps that it cannot do.
[[nodiscard]] std::unique_ptr<const Scheduler> buildScheduler(SchedulerKind kind, SchedulerConfig config, int steps,
                                                              const SamplerOptions& options = {});

/// The scheduler that a request asks for, from the model's scheduler_config.json.
///
/// ModelDefault is the file's own class with the corrections that diffusers' pipeline makes to the scheduler that it
/// is given: steps_offset 1, no clipping, in inpainting skip_prk_steps. Another class is what
/// `X.from_config(pipeline.scheduler.config)` makes: keys that stand in the file go over, corrected, all others have
/// the defaults of the new class. Options that the scheduler has no use for are refused: EngineError(InvalidRequest).
[[nodiscard]] std::unique_ptr<const Scheduler> makeScheduler(SchedulerKind kind, const nlohmann::json& modelConfig,
                                                             int steps, const SamplerOptions& options = {},
                                                             Task task = Task::TextToImage);

} // namespace gesso::inference
