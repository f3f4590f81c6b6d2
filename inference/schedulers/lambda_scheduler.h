// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// What the solvers in log signal-to-noise ratio share (DPM-Solver++, UniPC): samples are alpha * x0 + sigma * noise
/// with alpha^2 + sigma^2 = 1, and levels come from a list of sigma / alpha.
class LambdaScheduler : public Scheduler {
public:
    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;

protected:
    /// x = alpha * x0 + sigma * noise, lambda = log(alpha / sigma).
    struct Level {
        float alpha, sigma, lambda;
    };

    /// `usable`: timesteps at and above it are left out where steps are spaced by timesteps (T: none are).
    /// `roundKarras`: whether Karras' timesteps are rounded; else, and for the other layouts, they are cut.
    LambdaScheduler(const SchedulerConfig& config, int steps, int usable, bool roundKarras);

    [[nodiscard]] Level level(int step) const;
    [[nodiscard]] int count() const noexcept { return static_cast<int>(m_timesteps.size()); }
    /// Whether the last sigma is 0 (final_sigmas_type zero), not the smallest trained one.
    [[nodiscard]] bool endsAtZero() const noexcept { return m_sigmas.back() == 0.F; }

    /// The timesteps of a trained schedule whose lambda is at least lambda_min_clipped.
    [[nodiscard]] static int timestepsAbove(const SchedulerConfig& config, const NoiseSchedule& schedule);

    NoiseSchedule m_schedule;
    Prediction m_prediction;

private:
    void useSpacedSigmas(const SchedulerConfig& config, int steps, int usable);
    void useLaidOutSigmas(const SchedulerConfig& config, int steps, bool roundKarras);

    std::vector<float> m_sigmas; ///< sigma / alpha, one more than timesteps, falling to the final one
};

} // namespace gesso::inference
