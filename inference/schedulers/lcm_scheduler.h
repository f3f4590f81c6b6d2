// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// Multistep sampling of latent consistency models: Luo et al. 2023 (arXiv 2310.04378), algorithm 3. Noise is drawn in
/// every step but the last. At most as many steps as the model was distilled with (original_inference_steps).
class LcmScheduler final : public Scheduler {
public:
    LcmScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    [[nodiscard]] float alphaBar(int step) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    double m_timestepScaling;
    OriginalLimit m_limit;
};

} // namespace gesso::inference
