// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/noise_schedule.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gesso::inference {
namespace {

constexpr int kMostTrainSteps = 100000;

/// Betas of the cosine schedule, Nichol and Dhariwal 2021 (arXiv 2102.09672), equation 17, capped at 0.999.
std::vector<double> cosineBetas(int count)
{
    const auto alphaBar = [](double t) {
        const double c = std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2);
        return c * c;
    };
    std::vector<double> betas;
    for (int i = 0; i < count; ++i) {
        const double ratio = alphaBar(static_cast<double>(i + 1) / count) / alphaBar(static_cast<double>(i) / count);
        betas.push_back(std::min(1 - ratio, 0.999));
    }
    return betas;
}

/// Lin et al. 2023 (arXiv 2305.08891), algorithm 1.
at::Tensor rescaledToZeroSnr(const at::Tensor& betas)
{
    at::Tensor root = at::cumprod(1.0 - betas, 0).sqrt();
    const at::Tensor first = root[0].clone();
    const at::Tensor last = root[-1].clone();
    root = (root - last) * (first / (first - last));
    const at::Tensor bar = root.square();
    return 1.0 - at::cat({bar.slice(0, 0, 1), bar.slice(0, 1) / bar.slice(0, 0, -1)});
}

at::Tensor betasOf(const SchedulerConfig& config, bool cosine, const NoiseSchedule::Betas& fallback)
{
    const std::vector<double> trained = config.numbers("trained_betas");
    const int count = config.integer("num_train_timesteps", 1000, 2, kMostTrainSteps);
    const double start = config.number("beta_start", fallback.start);
    const double end = config.number("beta_end", fallback.end);
    if (!trained.empty() && trained.size() != static_cast<std::size_t>(count)) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "scheduler_config.json: 'trained_betas' has " + std::to_string(trained.size()) +
                              " numbers, but 'num_train_timesteps' is " + std::to_string(count) +
                              "; mend the file or choose another "
                              "model");
    }
    if (!trained.empty() || cosine) {
        return at::tensor(trained.empty() ? cosineBetas(count) : trained, at::kFloat);
    }
    if (config.oneOf("beta_schedule", fallback.schedule, {"linear", "scaled_linear", "squaredcos_cap_v2"}) == 0) {
        return at::linspace(start, end, count, at::kFloat);
    }
    return at::linspace(std::sqrt(start), std::sqrt(end), count, at::kFloat).square();
}

std::vector<float> valuesOf(const at::Tensor& row)
{
    const at::Tensor values = row.contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

void requireBetas(const at::Tensor& betas)
{
    const bool areFractions = betas.ge(0.).logical_and(betas.le(1.)).all().item<bool>();
    if (!areFractions || betas.numel() < 2) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "scheduler_config.json: its betas do not describe a noise schedule (each must be between 0 "
                          "and 1); mend beta_start, beta_end or trained_betas");
    }
}

} // namespace

NoiseSchedule NoiseSchedule::fromConfig(const SchedulerConfig& config, Terminal terminal, const Betas& fallback)
{
    const bool cosine =
        config.oneOf("beta_schedule", fallback.schedule, {"linear", "scaled_linear", "squaredcos_cap_v2"}) == 2;
    const bool zeroSnr = config.flag("rescale_betas_zero_snr", false);
    at::Tensor betas = betasOf(config, cosine, fallback);
    if (zeroSnr) {
        betas = rescaledToZeroSnr(betas);
    }
    requireBetas(betas);
    NoiseSchedule schedule;
    schedule.cosine = cosine;
    schedule.alphasCumprod = valuesOf(at::cumprod(1.0 - betas, 0));
    if (zeroSnr && terminal == Terminal::Tiny) {
        schedule.alphasCumprod.back() = 0x1p-24F;
    }
    return schedule;
}

std::vector<float> NoiseSchedule::sigmas() const
{
    const at::Tensor bar = at::tensor(alphasCumprod, at::kFloat);
    return valuesOf(((1.0 - bar) / bar).pow(0.5)); // not sqrt: that rounds otherwise
}

double NoiseSchedule::sigmaAt(const std::vector<float>& sigmas, double timestep)
{
    const double last = static_cast<double>(sigmas.size() - 1);
    const double t = std::clamp(timestep, 0., last);
    const auto low = static_cast<std::size_t>(std::min(std::floor(t), last - 1));
    const double below = sigmas[low];
    return below + (static_cast<double>(sigmas[low + 1]) - below) * (t - static_cast<double>(low));
}

double NoiseSchedule::timestepOf(const std::vector<float>& sigmas, double sigma)
{
    const double wanted = std::log(std::max(sigma, 1e-10));
    const auto isBelow = [](double value, float s) { return value < static_cast<double>(std::log(s)); };
    const auto above = std::upper_bound(sigmas.begin(), sigmas.end(), wanted, isBelow) - sigmas.begin();
    const auto low = std::clamp<std::ptrdiff_t>(above - 1, 0, static_cast<std::ptrdiff_t>(sigmas.size()) - 2);
    const double lower = std::log(sigmas[static_cast<std::size_t>(low)]);
    const double upper = std::log(sigmas[static_cast<std::size_t>(low) + 1]);
    const double part = std::clamp((lower - wanted) / (lower - upper), 0., 1.);
    return (1 - part) * static_cast<double>(low) + part * static_cast<double>(low + 1);
}

std::vector<double> evenlySpaced(double first, double last, int count)
{
    std::vector<double> result(static_cast<std::size_t>(count), first);
    for (int i = 1; i < count; ++i) {
        result[static_cast<std::size_t>(i)] = i * ((last - first) / (count - 1)) + first;
    }
    if (count > 1) {
        result.back() = last;
    }
    return result;
}

} // namespace gesso::inference
