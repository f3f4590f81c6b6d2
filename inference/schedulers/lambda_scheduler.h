// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"
#include "inference/schedulers/sigma_layout.h"

#include <limits>

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

    /// In what the classes differ.
    struct Traits {
        /// Timesteps at and above it are left out where steps are spaced by timesteps.
        int usable = std::numeric_limits<int>::max();
        /// Whether Karras' and Lu's timesteps are rounded; else, and for the other layouts, they are cut.
        bool roundsLayout = true;
        bool hasLuLambdas = false;
        /// Whether final_sigmas_type sigma_min is the last one of a layout, not the smallest trained one.
        bool endsWithLayout = false;
    };
    LambdaScheduler(const SchedulerConfig& config, int steps, const Traits& traits);

    [[nodiscard]] Level level(int step) const;
    [[nodiscard]] int count() const noexcept { return static_cast<int>(m_timesteps.size()); }
    /// Whether the last sigma is 0 (final_sigmas_type zero), not the smallest trained one.
    [[nodiscard]] bool endsAtZero() const noexcept { return m_sigmas.back() == 0.F; }
    /// Whether the step stays where it is: a layout whose last sigma is also the final one.
    [[nodiscard]] bool staysAt(int step) const { return sigmaAt(step) == sigmaAt(step + 1); }
    [[nodiscard]] bool reachesZero(int step) const { return sigmaAt(step + 1) == 0.F; }

    /// The timesteps of a trained schedule whose lambda is at least lambda_min_clipped.
    [[nodiscard]] static int timestepsAbove(const SchedulerConfig& config, const NoiseSchedule& schedule);

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    OriginalLimit m_limit;

private:
    void useSpacedSigmas(const SchedulerConfig& config, int steps, int usable);
    void useLaidOutSigmas(const SchedulerConfig& config, int steps, SigmaSpacing spacing, const Traits& traits);
    [[nodiscard]] float sigmaAt(int step) const { return m_sigmas[static_cast<std::size_t>(step)]; }

    std::vector<float> m_sigmas; ///< sigma / alpha, one more than timesteps, falling to the final one
};

} // namespace gesso::inference
