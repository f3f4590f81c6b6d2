// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/sigma_scheduler.h"

namespace gesso::inference {

/// Euler's method with ancestral noise: each step goes a little too far down and is brought back up with fresh noise,
/// as in k-diffusion's sample_euler_ancestral (eta 1). Noise is drawn in every step, the last included.
class EulerAncestralScheduler final : public SigmaScheduler {
public:
    EulerAncestralScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;
};

} // namespace gesso::inference
