// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/lambda_scheduler.h"

namespace gesso::inference {

/// DPM-Solver++ multistep, orders 1 to 3: Lu et al. 2022 (arXiv 2211.01095), algorithm 2; the older DPM-Solver (arXiv
/// 2206.00927), which integrates the noise instead of x0; and the stochastic forms of both (algorithm_type sde-…,
/// section 5 of the first), which draw noise in every step, the last one too.
class DpmSolverMultistepScheduler final : public LambdaScheduler {
public:
    DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// The coefficients of one step.
    struct Span {
        float kept = 0.F;   ///< how much of the sample stays
        float gain = 0.F;   ///< alpha (of noise: sigma) of the level that is reached
        float h = 0.F;      ///< minus the lambda gained, as often as the form counts it; of noise: plus
        float growth = 0.F; ///< exp(h) - 1
        float spread = 0.F; ///< of the noise that is drawn
    };
    [[nodiscard]] Span span(int step) const;
    [[nodiscard]] int orderOf(int step, int done) const;
    /// What is integrated: x0 or the noise.
    [[nodiscard]] at::Tensor answer(const at::Tensor& output, int step, const at::Tensor& x) const;
    [[nodiscard]] at::Tensor secondOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    [[nodiscard]] at::Tensor thirdOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    [[nodiscard]] float gained(int step) const { return level(step + 1).lambda - level(step).lambda; }

    int m_order;
    bool m_ofNoise;
    bool m_stochastic;
    bool m_midpoint; ///< second order by midpoint, else by Heun
    bool m_lowerOrderFinal;
    bool m_eulerAtFinal; ///< the last step is of first order, whatever its number
};

} // namespace gesso::inference
