// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/lambda_scheduler.h"

namespace gesso::inference {

/// UniPC: Zhao et al. 2023 (arXiv 2302.04867), algorithms 5 and 6 for x0, or with predict_x0 false for the noise: each
/// step's answer of the network first corrects the sample that it was asked for, and then predicts the next one.
class UniPcMultistepScheduler final : public LambdaScheduler {
public:
    UniPcMultistepScheduler(const SchedulerConfig& config, int steps);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    [[nodiscard]] int orderOf(int step, int done) const;
    /// From the sample `x` at level `from` to the next level, with the answers `m` (the newest at `from`) and, to
    /// correct with, the answer at the next level.
    [[nodiscard]] at::Tensor walk(const at::Tensor& x, int from, int order, const std::vector<at::Tensor>& m,
                                  const at::Tensor& corrector) const;

    /// What is integrated: x0 or the noise.
    [[nodiscard]] at::Tensor answer(const at::Tensor& output, int step, const at::Tensor& x) const;

    int m_order;
    bool m_ofNoise;
    bool m_bh2; ///< B(h) = exp(h) - 1, else h
    bool m_lowerOrderFinal;
    std::vector<double> m_uncorrected; ///< steps after which the sample is not corrected
};

} // namespace gesso::inference
