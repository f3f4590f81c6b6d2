// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// Pseudo linear multistep: Liu et al. 2022 (arXiv 2202.09778), equations 9, 12 and 13.
///
/// With skip_prk_steps (PLMS, as Stable Diffusion ships) the second timestep is asked for twice: the first interval is
/// walked again with the mean of both answers. So there is one network call more than steps. Without, the first three
/// steps are Runge-Kutta's of four calls each; there are nine calls more than steps, of which 4 is the fewest.
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
    /// Puts the calls of the Runge-Kutta steps in front of the timesteps.
    void useRungeKutta();
    [[nodiscard]] at::Tensor rungeKutta(const at::Tensor& output, int now, const at::Tensor& x,
                                        SolverState& state) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    float m_finalAlphaBar;
    int m_stride;                  ///< training timesteps between two steps
    std::vector<int> m_rungeKutta; ///< the timestep from which each call of the Runge-Kutta steps goes; may be empty
};

} // namespace gesso::inference
