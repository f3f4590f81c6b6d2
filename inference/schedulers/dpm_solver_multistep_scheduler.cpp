// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/dpm_solver_multistep_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

constexpr int kFewSteps = 15; ///< below this, lower_order_final lowers the order at the end

void refuseOtherVariants(const SchedulerConfig& config)
{
    for (const char* key : {"thresholding", "use_lu_lambdas", "use_flow_sigmas", "use_dynamic_shifting"}) {
        config.refuse(key);
    }
}

bool isStochastic(const SchedulerConfig& config)
{
    return config.oneOf("algorithm_type", "dpmsolver++", {"dpmsolver++", "deis", "sde-dpmsolver++"}) == 2;
}

} // namespace

DpmSolverMultistepScheduler::DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps)
    : LambdaScheduler(config, steps,
                      timestepsAbove(config, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny)),
                      config.oneOf("beta_schedule", "linear", {"linear", "scaled_linear", "squaredcos_cap_v2"}) != 2),
      m_order(config.integer("solver_order", 2, 1, 3)), m_stochastic(isStochastic(config)),
      m_midpoint(config.oneOf("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) != 1),
      m_lowerOrderFinal(config.flag("lower_order_final", true)),
      m_eulerAtFinal(config.flag("euler_at_final", false) || endsAtZero())
{
    refuseOtherVariants(config);
}

int DpmSolverMultistepScheduler::orderOf(int step, int done) const
{
    const bool lowered = m_lowerOrderFinal && count() < kFewSteps;
    const int possible = std::min(m_order, done + 1);
    if (step == count() - 1 && (m_eulerAtFinal || lowered)) {
        return 1;
    }
    return step == count() - 2 && lowered ? std::min(possible, 2) : possible;
}

DpmSolverMultistepScheduler::Span DpmSolverMultistepScheduler::span(int step) const
{
    const float h = m_stochastic ? 2.F * gained(step) : gained(step);
    return {h, level(step + 1).alpha, std::exp(-h) - 1.F};
}

at::Tensor DpmSolverMultistepScheduler::step(const at::Tensor& output, int step, const at::Tensor& x,
                                             SolverState& state, NoiseStream& noise) const
{
    state.outputs.push_back(predictedOriginal(output, step, x));
    if (state.outputs.size() > static_cast<std::size_t>(m_order)) {
        state.outputs.erase(state.outputs.begin());
    }
    const int order = orderOf(step, state.done++);
    const Level next = level(step + 1);
    const Span way = span(step);
    const float ratio = next.sigma / level(step).sigma;
    at::Tensor base =
        x * (m_stochastic ? ratio * std::exp(-gained(step)) : ratio) - state.outputs.back() * (way.alpha * way.decay);
    if (m_stochastic) {
        const float spread = next.sigma * std::sqrt(-way.decay);
        base = base + noise.draw(output.sizes()).to(x.device()) * spread;
    }
    if (order == 1) {
        return base;
    }
    return order == 2 ? secondOrder(base, step, state.outputs) : thirdOrder(base, step, state.outputs);
}

at::Tensor DpmSolverMultistepScheduler::secondOrder(const at::Tensor& base, int step,
                                                    const std::vector<at::Tensor>& m) const
{
    const Span way = span(step);
    const float ratio = gained(step - 1) / gained(step);
    const at::Tensor slope = (m[m.size() - 1] - m[m.size() - 2]) * (1.F / ratio);
    return m_midpoint ? base - slope * (0.5F * (way.alpha * way.decay))
                      : base + slope * (way.alpha * (way.decay / way.h + 1.F));
}

at::Tensor DpmSolverMultistepScheduler::thirdOrder(const at::Tensor& base, int step,
                                                   const std::vector<at::Tensor>& m) const
{
    const Span way = span(step);
    const float r0 = gained(step - 1) / gained(step);
    const float r1 = gained(step - 2) / gained(step);
    const at::Tensor near = (m[2] - m[1]) * (1.F / r0);
    const at::Tensor far = (m[1] - m[0]) * (1.F / r1);
    const at::Tensor slope = near + (near - far) * (r0 / (r0 + r1));
    const at::Tensor bend = (near - far) * (1.F / (r0 + r1));
    return base + slope * (way.alpha * (way.decay / way.h + 1.F)) -
           bend * (way.alpha * ((way.decay + way.h) / (way.h * way.h) - 0.5F));
}

} // namespace gesso::inference
