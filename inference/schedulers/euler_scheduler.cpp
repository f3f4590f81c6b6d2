// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/euler_scheduler.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

EulerScheduler::EulerScheduler(const SchedulerConfig& config, int steps) : SigmaScheduler(config, steps)
{
    config.refuse("use_exponential_sigmas");
    config.refuse("use_beta_sigmas");
    (void)config.oneOf("timestep_type", "discrete", {"discrete"});
    if (config.oneOf("interpolation_type", "linear", {"linear", "log_linear"}) == 1) {
        useLogLinearSigmas(steps);
    }
    if (config.flag("use_karras_sigmas", false)) {
        useKarrasSigmas(config, steps);
    }
    if (config.oneOf("final_sigmas_type", "zero", {"zero", "sigma_min"}) == 1) {
        m_sigmas.back() = m_schedule.sigmas().front();
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

void EulerScheduler::useKarrasSigmas(const SchedulerConfig& config, int steps)
{
    const std::vector<float> trained = m_schedule.sigmas();
    const double smallest = config.number("sigma_min", m_sigmas[m_sigmas.size() - 2]);
    const double largest = config.number("sigma_max", m_sigmas.front());
    m_sigmas.clear();
    m_timesteps.clear();
    for (const double value : karrasSigmas(smallest, largest, steps)) {
        m_sigmas.push_back(static_cast<float>(value));
        m_timesteps.push_back(static_cast<float>(NoiseSchedule::timestepOf(trained, value)));
    }
    m_sigmas.push_back(0.F);
}

at::Tensor EulerScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                NoiseStream& /*noise*/) const
{
    const at::Tensor derivative = (x - predictedOriginal(output, step, x)) / sigma(step);
    ++state.done;
    return x + derivative * (sigma(step + 1) - sigma(step));
}

} // namespace gesso::inference
