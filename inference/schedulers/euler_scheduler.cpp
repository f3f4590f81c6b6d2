// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/euler_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {

EulerScheduler::EulerScheduler(const SchedulerConfig& config, int steps, double churn, double noiseFactor)
    : SigmaScheduler(config, steps, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny)),
      m_noiseFactor(noiseFactor)
{
    if (config.oneOf("interpolation_type", "linear", {"linear", "log_linear"}) == 1) {
        useLogLinearSigmas(steps);
    }
    useLayout(config, steps, sigmaRangeOf(config, ends()));
    if (config.oneOf("final_sigmas_type", "zero", {"zero", "sigma_min"}) == 1) {
        m_sigmas.back() = m_schedule.sigmas().front();
    }
    const bool continuous = config.oneOf("timestep_type", "discrete", {"discrete", "continuous"}) == 1;
    if (continuous && m_prediction == Prediction::Velocity) {
        useContinuousTimesteps();
    }
    m_gamma = std::min(churn / static_cast<double>(m_sigmas.size() - 1), std::sqrt(2.) - 1.);
}

void EulerScheduler::useContinuousTimesteps()
{
    m_timesteps.clear();
    for (std::size_t i = 0; i + 1 < m_sigmas.size(); ++i) {
        m_timesteps.push_back(0.25F * std::log(m_sigmas[i]));
    }
}

void EulerScheduler::useLogLinearSigmas(int steps)
{
    const std::vector<float> trained = m_schedule.sigmas();
    m_sigmas.clear();
    for (const double value : evenlySpaced(std::log(trained.back()), std::log(trained.front()), steps + 1)) {
        m_sigmas.push_back(std::exp(static_cast<float>(value)));
    }
    m_sigmas.push_back(0.F);
}

at::Tensor EulerScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                NoiseStream& noise) const
{
    ++state.done;
    if (m_gamma <= 0.) {
        const at::Tensor derivative = (x - predictedOriginal(output, step, x)) / sigma(step);
        return x + derivative * (sigma(step + 1) - sigma(step));
    }
    const auto raised = static_cast<float>(sigma(step) * (m_gamma + 1.));
    const float added = std::sqrt(raised * raised - sigma(step) * sigma(step));
    const at::Tensor noisier = x + noise.draw(output.sizes()).to(x.device()) * m_noiseFactor * added;
    // As in diffusers, a velocity is read at the level that it was asked for, noise at the raised one.
    const float level = m_prediction == Prediction::Epsilon ? raised : sigma(step);
    const at::Tensor original = originalFromExploding(m_prediction, output, noisier, level);
    return noisier + (noisier - original) / raised * (sigma(step + 1) - raised);
}

} // namespace gesso::inference
