// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/pndm_scheduler.h"

#include "inference/base/engine_error.h"
#include "inference/schedulers/timestep_spacing.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {
namespace {

/// The Adams-Bashforth mix of the newest outputs (newest last).
at::Tensor mixed(const std::vector<at::Tensor>& e)
{
    const std::size_t n = e.size();
    switch (n) {
    case 1:
        return e[0];
    case 2:
        return (e[n - 1] * 3 - e[n - 2]) / 2;
    case 3:
        return (e[n - 1] * 23 - e[n - 2] * 16 + e[n - 3] * 5) / 12;
    default:
        return (e[n - 1] * 55 - e[n - 2] * 59 + e[n - 3] * 37 - e[n - 4] * 9) * (1. / 24.);
    }
}

} // namespace

PndmScheduler::PndmScheduler(const SchedulerConfig& config, int steps)
    : m_schedule(NoiseSchedule::fromConfig(config, NoiseSchedule::Terminal::Zero)), m_prediction(predictionOf(config)),
      m_finalAlphaBar(config.flag("set_alpha_to_one", false) ? 1.F : m_schedule.alphasCumprod.front()),
      m_stride(m_schedule.trainSteps() / steps)
{
    if (m_prediction == Prediction::Sample) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "scheduler_config.json: PNDM cannot use prediction_type 'sample'; choose another scheduler");
    }
    m_timesteps = spacedTimesteps(timestepSpacingOf(config, TimestepSpacing::Leading), m_schedule.trainSteps(), steps,
                                  config.integer("steps_offset", 0, 0, m_schedule.trainSteps() - 1));
    if (!config.flag("skip_prk_steps", false)) {
        useRungeKutta();
    } else if (m_timesteps.size() > 1) {
        m_timesteps.insert(m_timesteps.begin() + 1, m_timesteps[1]);
    }
}

void PndmScheduler::useRungeKutta()
{
    constexpr std::size_t kOrder = 4;
    if (m_timesteps.size() < kOrder) {
        throw EngineError(ErrorCode::InvalidRequest,
                          std::to_string(m_timesteps.size()) +
                              " steps are too few for this model's pndm: it begins with Runge-Kutta steps "
                              "(scheduler_config.json says no skip_prk_steps); take at least 4, or choose another "
                              "scheduler");
    }
    // t1, then the middle of the next step and t2 twice each, and so on: both ends of an interval and twice its middle.
    const int half = m_stride / 2; // a whole one, as in diffusers
    std::vector<double> calls;
    for (std::size_t i = 0; i + 1 < kOrder; ++i) {
        const double middle = m_timesteps[i + 1] + half;
        calls.insert(calls.end(), {m_timesteps[i], middle, middle, m_timesteps[i + 1]});
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
        m_rungeKutta.push_back(static_cast<int>(calls[i / kOrder * kOrder]));
    }
    m_timesteps.erase(m_timesteps.begin(), m_timesteps.begin() + kOrder - 1);
    m_timesteps.insert(m_timesteps.begin(), calls.begin(), calls.end());
}

at::Tensor PndmScheduler::rungeKutta(const at::Tensor& output, int now, const at::Tensor& x, SolverState& state) const
{
    const int call = state.done++;
    const int next = call % 2 == 0 ? now - m_stride / 2 : now;
    at::Tensor slope = output;
    switch (call % 4) {
    case 0:
        state.sum = output * (1. / 6.);
        state.outputs.push_back(output);
        state.sample = x;
        break;
    case 3:
        slope = state.sum + output * (1. / 6.);
        break;
    default:
        state.sum = state.sum + output * (1. / 3.);
    }
    return transfer(state.sample, slope, m_rungeKutta[static_cast<std::size_t>(call)], next);
}

float PndmScheduler::alphaBar(int timestep) const
{
    return timestep >= 0 ? m_schedule.alphasCumprod[static_cast<std::size_t>(timestep)] : m_finalAlphaBar;
}

at::Tensor PndmScheduler::addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const
{
    const float bar = alphaBar(static_cast<int>(m_timesteps[static_cast<std::size_t>(step)]));
    return original * std::sqrt(bar) + noise * std::sqrt(1.F - bar);
}

at::Tensor PndmScheduler::predictedOriginal(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const float bar = alphaBar(static_cast<int>(m_timesteps[static_cast<std::size_t>(step)]));
    return originalFrom(m_prediction, output, x, std::sqrt(bar), std::sqrt(1.F - bar));
}

at::Tensor PndmScheduler::transfer(const at::Tensor& x, const at::Tensor& output, int now, int next) const
{
    const float bar = alphaBar(now);
    const float nextBar = alphaBar(next);
    const float rest = 1.F - bar;
    const at::Tensor e = m_prediction == Prediction::Velocity ? output * std::sqrt(bar) + x * std::sqrt(rest) : output;
    const float divisor = bar * std::sqrt(1.F - nextBar) + std::sqrt(bar * rest * nextBar);
    return x * std::sqrt(nextBar / bar) - e * (nextBar - bar) / divisor;
}

at::Tensor PndmScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                               NoiseStream& /*noise*/) const
{
    const int now = static_cast<int>(m_timesteps[static_cast<std::size_t>(step)]);
    if (state.done < static_cast<int>(m_rungeKutta.size())) {
        return rungeKutta(output, now, x, state);
    }
    if (state.done++ == 1) {
        // The second call looks at the end of the first interval, which is then walked again from its beginning.
        const int before = std::min(now + m_stride, m_schedule.trainSteps() - 1);
        return transfer(state.sample, (output + state.outputs.back()) / 2, before, now);
    }
    if (state.done == 1) {
        state.sample = x;
    }
    state.outputs.push_back(output);
    if (state.outputs.size() > 4) {
        state.outputs.erase(state.outputs.begin());
    }
    return transfer(x, mixed(state.outputs), now, now - m_stride);
}

} // namespace gesso::inference
