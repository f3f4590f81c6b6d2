// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"
#include "inference/schedulers/sigma_layout.h"
#include "inference/schedulers/timestep_spacing.h"

namespace gesso::inference {

/// What Euler's schedulers share: samples are x0 + sigma * noise, and the network is given them at unit variance.
class SigmaScheduler : public Scheduler {
public:
    [[nodiscard]] double initNoiseSigma() const override;
    [[nodiscard]] at::Tensor scaleModelInput(const at::Tensor& x, int step) const override;
    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;

protected:
    SigmaScheduler(const SchedulerConfig& config, int steps, const NoiseSchedule& schedule);

    /// Lays the sigmas out again where the config asks for Karras', exponential or beta ones; timesteps follow from
    /// them.
    void useLayout(const SchedulerConfig& config, int steps, const SigmaRange& range);
    /// The first and the last of the sigmas that there are, without the final one.
    [[nodiscard]] SigmaRange ends() const { return {m_sigmas[m_sigmas.size() - 2], m_sigmas.front()}; }

    /// Sigma at a step; sigma(step + 1) is where the step leads.
    [[nodiscard]] float sigma(int step) const { return m_sigmas[static_cast<std::size_t>(step)]; }

    NoiseSchedule m_schedule;
    TimestepSpacing m_spacing;
    Prediction m_prediction;
    std::vector<float> m_sigmas; ///< one more than timesteps, falling to the final one
};

} // namespace gesso::inference
