// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/sigma_scheduler.h"

namespace gesso::inference {

/// Euler's method without churn: Karras et al. 2022 (arXiv 2206.00364), algorithm 2 with S_churn 0.
class EulerScheduler final : public SigmaScheduler {
public:
    EulerScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    void useLogLinearSigmas(int steps);
    void useKarrasSigmas(const SchedulerConfig& config, int steps);
};

} // namespace gesso::inference
