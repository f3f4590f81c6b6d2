// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_schedule.h"
#include "inference/schedulers/prediction.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// DPM-Solver++ multistep, orders 1 to 3: Lu et al. 2022 (arXiv 2211.01095), algorithm 2.
class DpmSolverMultistepScheduler final : public Scheduler {
public:
    DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const override;
    [[nodiscard]] at::Tensor predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// The variance-preserving form of a sigma: x = alpha * x0 + sigma * noise, lambda = log(alpha / sigma).
    struct Level {
        float alpha, sigma, lambda;
    };
    [[nodiscard]] Level level(int step) const;
    [[nodiscard]] int orderOf(int step, int done) const;
    [[nodiscard]] at::Tensor secondOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    [[nodiscard]] at::Tensor thirdOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    void useSpacedSigmas(const SchedulerConfig& config, int steps);
    void useKarrasSigmas(int steps);
    [[nodiscard]] int usableTimesteps(const SchedulerConfig& config) const;

    NoiseSchedule m_schedule;
    Prediction m_prediction;
    int m_order;
    bool m_midpoint; ///< second order by midpoint, else by Heun
    bool m_lowerOrderFinal;
    bool m_eulerAtFinal;         ///< the last step is of first order, whatever its number
    std::vector<float> m_sigmas; ///< one more than timesteps, falling to the final one
};

} // namespace gesso::inference
