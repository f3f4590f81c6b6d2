// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/sigma_scheduler.h"

namespace gesso::inference {

/// Heun's method: Karras et al. 2022 (arXiv 2206.00364), algorithm 1 without churn. All steps but the last ask the
/// network twice, at both ends of the step, so there are 2N - 1 calls.
class HeunScheduler final : public SigmaScheduler {
public:
    HeunScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] int order() const override { return 2; }
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    OriginalLimit m_limit;
};

} // namespace gesso::inference
