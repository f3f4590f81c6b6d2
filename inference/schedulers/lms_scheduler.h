// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/sigma_scheduler.h"

namespace gesso::inference {

/// Linear multistep of up to four steps (Adams-Bashforth over sigma), as LMSDiscreteScheduler of diffusers 0.39 and
/// K-diffusion's sampler of that name.
class LmsScheduler final : public SigmaScheduler {
public:
    LmsScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// How much the derivative of `back` steps ago counts: the integral of its Lagrange polynomial over the step.
    [[nodiscard]] double coefficient(int step, int order, int back) const;
};

} // namespace gesso::inference
