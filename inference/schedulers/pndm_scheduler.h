// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// Pseudo linear multistep (PLMS): Liu et al. 2022 (arXiv 2202.09778), equations 9 and 12, without Runge-Kutta steps.
///
/// The second timestep is asked for twice: the first interval is walked again with the mean of both answers. So there
/// is one network call more than steps.
class PndmScheduler final : public Scheduler {
public:
    PndmScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// Equation 9: the sample at timestep `next` from the sample at `now`.
    [[nodiscard]] at::Tensor transfer(const at::Tensor& x, const at::Tensor& output, int now, int next) const;
    [[nodiscard]] float alphaBar(int timestep) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    float m_finalAlphaBar;
    int m_stride; ///< training timesteps between two steps
};

} // namespace gesso::inference
