// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/unipc_multistep_scheduler.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

constexpr int kMostOrder = 3;

/// Solves the small system of rows R and right side b by Gaussian elimination with pivots.
std::vector<double> solved(std::vector<std::vector<double>> rows, std::vector<double> b)
{
    const std::size_t n = b.size();
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row) {
            pivot = std::abs(rows[row][column]) > std::abs(rows[pivot][column]) ? row : pivot;
        }
        std::swap(rows[column], rows[pivot]);
        std::swap(b[column], b[pivot]);
        for (std::size_t row = 0; row < n; ++row) {
            if (row == column) {
                continue;
            }
            const double factor = rows[row][column] / rows[column][column];
            for (std::size_t k = column; k < n; ++k) {
                rows[row][k] -= factor * rows[column][k];
            }
            b[row] -= factor * b[column];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        b[i] /= rows[i][i];
    }
    return b;
}

/// How much each difference counts, in the order of `ratios`: rho of the paper's equation 9, from the ratios r of the
/// earlier levels (and 1 for the corrector's) and the right sides.
std::vector<double> weightsOf(const std::vector<double>& ratios, const std::vector<double>& right)
{
    std::vector<std::vector<double>> rows;
    for (std::size_t power = 0; power < ratios.size(); ++power) {
        std::vector<double>& row = rows.emplace_back();
        for (const double ratio : ratios) {
            row.push_back(std::pow(ratio, static_cast<double>(power)));
        }
    }
    return solved(std::move(rows), {right.begin(), right.begin() + static_cast<std::ptrdiff_t>(ratios.size())});
}

/// phi_k(hh) * k! / B for k = 1 .. count.
std::vector<double> rightSides(double hh, double scale, std::size_t count)
{
    std::vector<double> result;
    double phi = std::expm1(hh) / hh - 1.;
    double factorial = 1.;
    for (std::size_t k = 1; k <= count; ++k) {
        result.push_back(phi * factorial / scale);
        factorial *= static_cast<double>(k) + 1.;
        phi = phi / hh - 1. / factorial;
    }
    return result;
}

} // namespace

UniPcMultistepScheduler::UniPcMultistepScheduler(const SchedulerConfig& config, int steps)
    : LambdaScheduler(config, steps, {.endsWithLayout = true}),
      m_order(config.integer("solver_order", 2, 1, kMostOrder)), m_ofNoise(!config.flag("predict_x0", true)),
      m_bh2(config.oneOf("solver_type", "bh2", {"bh2", "bh1", "midpoint", "heun", "logrho"}) != 1),
      m_lowerOrderFinal(config.flag("lower_order_final", true)), m_uncorrected(config.numbers("disable_corrector"))
{
    config.refuse("use_flow_sigmas");
    config.refuse("use_dynamic_shifting");
    config.refuseAny("shift_terminal");
    config.refuseAny("solver_p");
    if (m_ofNoise && endsAtZero()) {
        throw EngineError(
            ErrorCode::ModelUnsupported,
            "scheduler_config.json: with 'predict_x0' false UniPC cannot end at 'final_sigmas_type' zero: "
            "noise cannot be integrated to where there is none; set it to sigma_min, or choose another "
            "scheduler");
    }
}

int UniPcMultistepScheduler::orderOf(int step, int done) const
{
    // Of first order where the others would divide by an infinite or an empty step.
    const int possible = staysAt(step) || reachesZero(step) ? 1 : std::min(m_order, done + 1);
    return m_lowerOrderFinal ? std::min(possible, count() - step) : possible;
}

at::Tensor UniPcMultistepScheduler::walk(const at::Tensor& x, int from, int order, const std::vector<at::Tensor>& m,
                                         const at::Tensor& corrector) const
{
    const Level now = level(from);
    const Level next = level(from + 1);
    const double h = static_cast<double>(next.lambda) - now.lambda;
    const double hh = m_ofNoise ? h : -h;
    const double phi1 = std::expm1(hh);
    const double scale = m_bh2 ? phi1 : hh;
    const at::Tensor& newest = m.back();

    std::vector<double> ratios;
    std::vector<at::Tensor> differences;
    for (int i = 1; i < order; ++i) {
        const double ratio = (static_cast<double>(level(from - i).lambda) - now.lambda) / h;
        ratios.push_back(ratio);
        differences.push_back((m[m.size() - 1 - static_cast<std::size_t>(i)] - newest) / ratio);
    }
    std::vector<double> weights;
    if (corrector.defined()) {
        ratios.push_back(1.);
        differences.push_back(corrector - newest);
        weights = order == 1 ? std::vector{0.5} : weightsOf(ratios, rightSides(hh, scale, ratios.size()));
    } else if (order > 1) {
        weights = order == 2 ? std::vector{0.5} : weightsOf(ratios, rightSides(hh, scale, ratios.size()));
    }
    const float kept = m_ofNoise ? next.alpha / now.alpha : next.sigma / now.sigma;
    const float gain = m_ofNoise ? next.sigma : next.alpha;
    at::Tensor result = x * kept - newest * (gain * phi1);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        result = result - differences[i] * (gain * scale * weights[i]);
    }
    return result;
}

at::Tensor UniPcMultistepScheduler::answer(const at::Tensor& output, int step, const at::Tensor& x) const
{
    const Level now = level(step);
    return m_ofNoise ? noiseFrom(m_prediction, output, x, now.alpha, now.sigma) : predictedOriginal(output, step, x);
}

at::Tensor UniPcMultistepScheduler::step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                         NoiseStream& /*noise*/) const
{
    const at::Tensor newest = answer(output, step, x);
    at::Tensor sample = x;
    const bool corrects = std::ranges::find(m_uncorrected, step - 1.) == m_uncorrected.end();
    if (state.done > 0 && corrects) {
        sample = walk(state.sample, step - 1, orderOf(step - 1, state.done - 1), state.outputs, newest);
    }
    state.outputs.push_back(newest);
    if (state.outputs.size() > static_cast<std::size_t>(m_order)) {
        state.outputs.erase(state.outputs.begin());
    }
    state.sample = sample;
    return walk(sample, step, orderOf(step, state.done++), state.outputs, {});
}

} // namespace gesso::inference
