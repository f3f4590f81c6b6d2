// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// DDIM: Song et al. 2020 (arXiv 2010.02502), equations 12 and 16.
class DdimScheduler final : public Scheduler {
public:
    /// `eta` is the share of DDPM's noise that is added in each step, 0..1; none is drawn at 0.
    DdimScheduler(const SchedulerConfig& config, int steps, double eta = 0.);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    [[nodiscard]] float alphaBar(int step) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    float m_finalAlphaBar;
    OriginalLimit m_limit;
    double m_eta;
    int m_stride; ///< training timesteps between two steps
};

} // namespace gesso::inference
