// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"
#include "inference/backend/kernel_trial.h"

#include <vector>

namespace gesso::inference {

/// Each operator that `own` may do differently, in fp32 and bf16, at sizes of a Stable Diffusion step, against the
/// plain reference on the same seeded input. `own` must outlive the trials.
[[nodiscard]] std::vector<KernelTrial> cpuTrials(const Backend& own);

} // namespace gesso::inference
