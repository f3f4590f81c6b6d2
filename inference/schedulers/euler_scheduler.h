// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/sigma_scheduler.h"

namespace gesso::inference {

/// Euler's method: Karras et al. 2022 (arXiv 2206.00364), algorithm 2 without its second-order correction.
class EulerScheduler final : public SigmaScheduler {
public:
    /// `churn` is S_churn there: noise that is added in each step, drawn only where it is above 0; `noiseFactor`
    /// S_noise.
    EulerScheduler(const SchedulerConfig& config, int steps, double churn = 0., double noiseFactor = 1.);

    [[nodiscard]] at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                  NoiseStream& noise) const override;

private:
    void useLogLinearSigmas(int steps);
    /// A quarter of log sigma, as networks are asked that were trained in Karras' way and predict a velocity.
    void useContinuousTimesteps();

    double m_gamma = 0.; ///< by how much of itself sigma is raised before a step
    double m_noiseFactor;
};

} // namespace gesso::inference
