// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// DDIM with eta 0: Song et al. 2020 (arXiv 2010.02502), equation 12.
class DdimScheduler final : public Scheduler {
public:
    DdimScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    [[nodiscard]] float alphaBar(int step) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    float m_finalAlphaBar;
    double m_clipRange; ///< predicted x0 is held in [-range, range]; 0: not clipped
    int m_stride;       ///< training timesteps between two steps
};

} // namespace gesso::inference
