// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/dpm_solver_multistep_scheduler.h"

#include "inference/schedulers/timestep_spacing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

constexpr int kFewSteps = 15; ///< below this, lower_order_final lowers the order at the end

void refuseOtherVariants(const SchedulerConfig& config)
{
    for (const char* key : {"thresholding", "use_exponential_sigmas", "use_beta_sigmas", "use_lu_lambdas",
                            "use_flow_sigmas", "use_dynamic_shifting"}) {
        config.refuse(key);
    }
    (void)config.oneOf("algorithm_type", "dpmsolver++", {"dpmsolver++", "deis"});
}

} // namespace

DpmSolverMultistepScheduler::DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny)), m_prediction(predictionOf(config)),
      m_order(config.integer("solver_order", 2, 1, 3)),
      m_midpoint(config.oneOf("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) != 1),
      m_lowerOrderFinal(config.flag("lower_order_final", true)), m_eulerAtFinal(config.flag("euler_at_final", false))
{
    refuseOtherVariants(config);
    if (config.flag("use_karras_sigmas", false)) {
        useKarrasSigmas(steps);
    } else {
        useSpacedSigmas(config, steps);
    }
    const bool endsAtZero = config.oneOf("final_sigmas_type", "zero", {"zero", "sigma_min"}) == 0;
    m_sigmas.push_back(endsAtZero ? 0.F : m_schedule.sigmas().front());
    m_eulerAtFinal = m_eulerAtFinal || endsAtZero;
}

int DpmSolverMultistepScheduler::usableTimesteps(const SchedulerConfig& config) const
{
    const double least = config.number("lambda_min_clipped", -1e300);
    const auto isBelow = [least](float bar) { return 0.5 * std::log(bar / (1.F - bar)) < least; };
    return m_schedule.trainSteps() - static_cast<int>(std::ranges::count_if(m_schedule.alphasCumprod, isBelow));
}

void DpmSolverMultistepScheduler::useSpacedSigmas(const SchedulerConfig& config, int steps)
{
    const int trainSteps = m_schedule.trainSteps();
    m_timesteps = solverTimesteps(timestepSpacingOf(config, TimestepSpacing::Linspace), trainSteps,
                                  usableTimesteps(config), steps, config.integer("steps_offset", 0, 0, trainSteps - 1));
    const std::vector<float> trained = m_schedule.sigmas();
    for (const double timestep : m_timesteps) {
        m_sigmas.push_back(static_cast<float>(NoiseSchedule::sigmaAt(trained, timestep)));
    }
}

void DpmSolverMultistepScheduler::useKarrasSigmas(int steps)
{
    const std::vector<float> trained = m_schedule.sigmas();
    for (const double sigma : karrasSigmas(trained.front(), trained.back(), steps)) {
        const double timestep = NoiseSchedule::timestepOf(trained, sigma);
        m_sigmas.push_back(static_cast<float>(sigma));
        m_timesteps.push_back(m_schedule.cosine ? std::floor(timestep) : std::nearbyint(timestep));
    }
}

DpmSolverMultistepScheduler::Level DpmSolverMultistepScheduler::level(int step) const
{
    const float ratio = m_sigmas[static_cast<std::size_t>(step)];
    const float alpha = 1.F / std::sqrt(ratio * ratio + 1.F);
    const float sigma = ratio * alpha;
    return {alpha, sigma, std::log(alpha) - std::log(sigma)};
}

int DpmSolverMultistepScheduler::orderOf(int step, int done) const
{
    const int count = static_cast<int>(m_timesteps.size());
    const bool lowered = m_lowerOrderFinal && count < kFewSteps;
    const int possible = std::min(m_order, done + 1);
    if (step == count - 1 && (m_eulerAtFinal || lowered)) {
        return 1;
    }
    return step == count - 2 && lowered ? std::min(possible, 2) : possible;
}

at::Tensor DpmSolverMultistepScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    const Level now = level(step);
    return original * now.alpha + noise * now.sigma;
}

at::Tensor DpmSolverMultistepScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const Level now = level(step);
    return originalFrom(m_prediction, output, x, now.alpha, now.sigma);
}

at::Tensor DpmSolverMultistepScheduler::step(const at::Tensor& output, int step, const at::Tensor& x,
                                             SolverState& state, NoiseStream& /*noise*/) const
{
    state.outputs.push_back(predictedOriginal(output, step, x));
    if (state.outputs.size() > static_cast<std::size_t>(m_order)) {
        state.outputs.erase(state.outputs.begin());
    }
    const int order = orderOf(step, state.done++);
    const Level now = level(step);
    const Level next = level(step + 1);
    const float decay = std::exp(-(next.lambda - now.lambda)) - 1.F;
    const at::Tensor base = x * (next.sigma / now.sigma) - state.outputs.back() * (next.alpha * decay);
    if (order == 1) {
        return base;
    }
    return order == 2 ? secondOrder(base, step, state.outputs) : thirdOrder(base, step, state.outputs);
}

at::Tensor DpmSolverMultistepScheduler::secondOrder(const at::Tensor& base, int step,
                                                    const std::vector<at::Tensor>& m) const
{
    const Level next = level(step + 1);
    const float h = next.lambda - level(step).lambda;
    const float ratio = (level(step).lambda - level(step - 1).lambda) / h;
    const float decay = std::exp(-h) - 1.F;
    const at::Tensor slope = (m[m.size() - 1] - m[m.size() - 2]) * (1.F / ratio);
    return m_midpoint ? base - slope * (0.5F * (next.alpha * decay)) : base + slope * (next.alpha * (decay / h + 1.F));
}

at::Tensor DpmSolverMultistepScheduler::thirdOrder(const at::Tensor& base, int step,
                                                   const std::vector<at::Tensor>& m) const
{
    const Level next = level(step + 1);
    const float h = next.lambda - level(step).lambda;
    const float r0 = (level(step).lambda - level(step - 1).lambda) / h;
    const float r1 = (level(step - 1).lambda - level(step - 2).lambda) / h;
    const float decay = std::exp(-h) - 1.F;
    const at::Tensor near = (m[2] - m[1]) * (1.F / r0);
    const at::Tensor far = (m[1] - m[0]) * (1.F / r1);
    const at::Tensor slope = near + (near - far) * (r0 / (r0 + r1));
    const at::Tensor bend = (near - far) * (1.F / (r0 + r1));
    return base + slope * (next.alpha * (decay / h + 1.F)) - bend * (next.alpha * ((decay + h) / (h * h) - 0.5F));
}

} // namespace gesso::inference
