// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/scheduler_config.h"

#include <vector>

namespace gesso::inference {

/// How N inference steps are laid over T training timesteps: table 2 of Lin et al. 2023 (arXiv 2305.08891).
enum class TimestepSpacing { Linspace, Leading, Trailing };

/// Reads timestep_spacing; the default differs between schedulers.
[[nodiscard]] TimestepSpacing timestepSpacingOf(const SchedulerConfig& config, TimestepSpacing fallback);

/// Whole timesteps, falling: round(linspace(0, T-1, N)) | multiples of T/N plus `offset` | round(T, T-T/N, ...) - 1.
/// Throws EngineError(InvalidRequest) where `steps` are more than the model has.
[[nodiscard]] std::vector<double> spacedTimesteps(TimestepSpacing spacing, int trainSteps, int steps, int offset);

/// The same for DPM-Solver, which leaves out the last of N+1 timesteps except in trailing spacing. Timesteps at and
/// above `usable` (at most T) are not used.
[[nodiscard]] std::vector<double> solverTimesteps(TimestepSpacing spacing, int trainSteps, int usable, int steps,
                                                  int offset);

} // namespace gesso::inference
