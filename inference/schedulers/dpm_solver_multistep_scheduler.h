// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/lambda_scheduler.h"

namespace gesso::inference {

/// DPM-Solver++ multistep, orders 1 to 3: Lu et al. 2022 (arXiv 2211.01095), algorithm 2; and its stochastic form
/// (algorithm_type sde-dpmsolver++, section 5 there), which draws noise in every step, the last one too.
class DpmSolverMultistepScheduler final : public LambdaScheduler {
public:
    DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    /// One step: the sample's part, how much of the newest x0 is added, and the span of it in lambda.
    struct Span {
        float h = 0.F;     ///< lambda gained, twice as much for the stochastic solver
        float alpha = 0.F; ///< of the level that is reached
        float decay = 0.F; ///< exp(-h) - 1
    };
    [[nodiscard]] Span span(int step) const;
    [[nodiscard]] int orderOf(int step, int done) const;
    [[nodiscard]] at::Tensor secondOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    [[nodiscard]] at::Tensor thirdOrder(const at::Tensor& base, int step, const std::vector<at::Tensor>& m) const;
    [[nodiscard]] float gained(int step) const { return level(step + 1).lambda - level(step).lambda; }

    int m_order;
    bool m_stochastic;
    bool m_midpoint; ///< second order by midpoint, else by Heun
    bool m_lowerOrderFinal;
    bool m_eulerAtFinal; ///< the last step is of first order, whatever its number
};

} // namespace gesso::inference
