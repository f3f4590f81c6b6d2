// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// Ancestral sampling of the trained process: Ho et al. 2020 (arXiv 2006.11239), equations 6 and 7. Noise is drawn in
/// every step that starts above timestep 0.
class DdpmScheduler final : public Scheduler {
public:
    DdpmScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// alpha bar at a step; 1 after the last one.
    [[nodiscard]] float alphaBar(int step) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    bool m_largeVariance; ///< the upper bound of equation 6's variance, else the lower one
    OriginalLimit m_limit;
};

} // namespace gesso::inference
