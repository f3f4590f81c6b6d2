// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/dpm_solver_multistep_scheduler.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

constexpr int kFewSteps = 15; ///< below this, lower_order_final lowers the order at the end

int algorithmOf(const SchedulerConfig& config)
{
    return config.oneOf("algorithm_type", "dpmsolver++",
                        {"dpmsolver++", "deis", "sde-dpmsolver++", "dpmsolver", "sde-dpmsolver"});
}

} // namespace

DpmSolverMultistepScheduler::DpmSolverMultistepScheduler(const SchedulerConfig& config, int steps)
    : LambdaScheduler(
          config, steps,
          {.usable = timestepsAbove(config, NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Tiny)),
           .roundsLayout =
               config.oneOf("beta_schedule", "linear", {"linear", "scaled_linear", "squaredcos_cap_v2"}) != 2,
           .hasLuLambdas = true}),
      m_order(config.integer("solver_order", 2, 1, 3)), m_ofNoise(algorithmOf(config) >= 3),
      m_stochastic(algorithmOf(config) == 2 || algorithmOf(config) == 4),
      m_midpoint(config.oneOf("solver_type", "midpoint", {"midpoint", "heun", "logrho", "bh1", "bh2"}) != 1),
      m_lowerOrderFinal(config.flag("lower_order_final", true)),
      m_eulerAtFinal(config.flag("euler_at_final", false) || endsAtZero())
{
    config.refuse("use_flow_sigmas");
    if (m_prediction == Prediction::Epsilon) {
        config.refuse("variance_type", {"learned", "learned_range"});
    }
    if (m_ofNoise && endsAtZero()) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "scheduler_config.json: this 'algorithm_type' needs 'final_sigmas_type' sigma_min, as noise "
                          "cannot be integrated to where there is none; set it, or choose another scheduler");
    }
    if (m_ofNoise && m_stochastic && m_order == 3) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "scheduler_config.json: 'algorithm_type' sde-dpmsolver has no 'solver_order' 3; take 1 or 2, "
                          "or choose another scheduler");
    }
}

int DpmSolverMultistepScheduler::orderOf(int step, int done) const
{
    const bool lowered = m_lowerOrderFinal && count() < kFewSteps;
    const int possible = staysAt(step) ? 1 : std::min(m_order, done + 1);
    if (step == count() - 1 && (m_eulerAtFinal || lowered)) {
        return 1;
    }
    return step == count() - 2 && lowered ? std::min(possible, 2) : possible;
}

DpmSolverMultistepScheduler::Span DpmSolverMultistepScheduler::span(int step) const
{
    const Level now = level(step);
    const Level next = level(step + 1);
    const float h = gained(step);
    Span way;
    if (m_ofNoise) {
        way.kept = next.alpha / now.alpha;
        way.gain = m_stochastic ? 2.F * next.sigma : next.sigma;
        way.h = h;
        way.spread = next.sigma * std::sqrt(std::exp(2.F * h) - 1.F);
    } else {
        way.kept = m_stochastic ? next.sigma / now.sigma * std::exp(-h) : next.sigma / now.sigma;
        way.gain = next.alpha;
        way.h = m_stochastic ? -2.F * h : -h;
        way.spread = next.sigma * std::sqrt(1.F - std::exp(-2.F * h));
    }
    way.growth = std::exp(way.h) - 1.F;
    return way;
}

at::Tensor DpmSolverMultistepScheduler::answer(const at::Tensor& output, int step, const at::Tensor& x) const
{
    if (!m_ofNoise) {
        return predictedOriginal(output, step, x);
    }
    const Level now = level(step);
    if (m_limit.isOn()) {
        return (x - predictedOriginal(output, step, x) * now.alpha) / now.sigma;
    }
    return noiseFrom(m_prediction, output, x, now.alpha, now.sigma);
}

at::Tensor DpmSolverMultistepScheduler::step(const at::Tensor& output, int step, const at::Tensor& x,
                                             SolverState& state, NoiseStream& noise) const
{
    state.outputs.push_back(answer(output, step, x));
    if (state.outputs.size() > static_cast<std::size_t>(m_order)) {
        state.outputs.erase(state.outputs.begin());
    }
    const int order = orderOf(step, state.done++);
    const Span way = span(step);
    at::Tensor base = x * way.kept - state.outputs.back() * (way.gain * way.growth);
    if (m_stochastic) {
        base = base + noise.draw(output.sizes()).to(x.device()) * way.spread;
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
    return base - slope * (way.gain * (m_midpoint ? 0.5F * way.growth : way.growth / way.h - 1.F));
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
    const float half = m_stochastic ? -0.5F : 0.5F; // the sign that diffusers 0.39 has there
    return base - slope * (way.gain * (way.growth / way.h - 1.F)) -
           bend * (way.gain * ((way.growth - way.h) / (way.h * way.h) - half));
}

} // namespace gesso::inference
