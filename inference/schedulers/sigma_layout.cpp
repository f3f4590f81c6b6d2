// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/sigma_layout.h"

#include "inference/base/engine_error.h"
#include "inference/schedulers/noise_schedule.h"

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

/// The continued fraction of I_x(a, b), for x below (a + 1) / (a + b + 2).
double betaFraction(double x, double a, double b)
{
    constexpr int kMostTerms = 1000;
    constexpr double kSmallest = 1e-300;
    constexpr double kEnough = 1e-16;
    const auto notZero = [](double value) { return std::abs(value) < kSmallest ? kSmallest : value; };
    double c = 1.;
    double d = 1. / notZero(1. - (a + b) * x / (a + 1.));
    double result = d;
    for (int m = 1; m < kMostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2. * m - 1.) * (a + 2. * m));
        d = 1. / notZero(1. + even * d);
        c = notZero(1. + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2. * m) * (a + 2. * m + 1.));
        d = 1. / notZero(1. + odd * d);
        c = notZero(1. + odd / c);
        const double factor = d * c;
        result *= factor;
        if (std::abs(factor - 1.) < kEnough) {
            break;
        }
    }
    return result;
}

/// The regularised incomplete beta function I_x(a, b).
double betaProbability(double x, double a, double b)
{
    if (x <= 0. || x >= 1.) {
        return x <= 0. ? 0. : 1.;
    }
    const double scale =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1.) / (a + b + 2.) ? scale * betaFraction(x, a, b) / a
                                       : 1. - scale * betaFraction(1. - x, b, a) / b;
}

} // namespace

SigmaSpacing sigmaSpacingOf(const SchedulerConfig& config)
{
    const std::pair<const char*, SigmaSpacing> flags[] = {{"use_karras_sigmas", SigmaSpacing::Karras},
                                                          {"use_exponential_sigmas", SigmaSpacing::Exponential},
                                                          {"use_beta_sigmas", SigmaSpacing::Beta}};
    SigmaSpacing chosen = SigmaSpacing::Default;
    for (const auto& [key, spacing] : flags) {
        if (!config.flag(key, false)) {
            continue;
        }
        if (chosen != SigmaSpacing::Default) {
            throw EngineError(ErrorCode::ModelUnsupported, "scheduler_config.json: '" + std::string(key) +
                                                               "' is set beside another way to lay out sigmas; keep "
                                                               "one of them");
        }
        chosen = spacing;
    }
    return chosen;
}

SigmaRange sigmaRangeOf(const SchedulerConfig& config, const SigmaRange& own)
{
    constexpr double kSmallest = 1e-6;
    constexpr double kLargest = 1e6;
    return {config.number("sigma_min", own.smallest, kSmallest, kLargest),
            config.number("sigma_max", own.largest, kSmallest, kLargest)};
}

std::vector<double> laidOutSigmas(SigmaSpacing spacing, const SigmaRange& range, int count)
{
    switch (spacing) {
    case SigmaSpacing::Karras:
        return karrasSigmas(range, count);
    case SigmaSpacing::Exponential:
        return exponentialSigmas(range, count);
    case SigmaSpacing::Beta:
        return betaSigmas(range, count);
    case SigmaSpacing::Default:
    case SigmaSpacing::SgmUniform:
        break;
    }
    throw EngineError(ErrorCode::Internal, "these sigmas follow from timesteps, not from a layout");
}

std::vector<double> karrasSigmas(const SigmaRange& range, int count)
{
    constexpr double kRho = 7.;
    const double low = std::pow(range.smallest, 1 / kRho);
    const double high = std::pow(range.largest, 1 / kRho);
    std::vector<double> result;
    for (const double ramp : evenlySpaced(0., 1., count)) {
        result.push_back(std::pow(high + ramp * (low - high), kRho));
    }
    return result;
}

std::vector<double> exponentialSigmas(const SigmaRange& range, int count)
{
    std::vector<double> result = evenlySpaced(std::log(range.largest), std::log(range.smallest), count);
    std::ranges::for_each(result, [](double& value) { value = std::exp(value); });
    return result;
}

std::vector<double> betaSigmas(const SigmaRange& range, int count)
{
    constexpr double kShape = 0.6;
    std::vector<double> result;
    for (const double ramp : evenlySpaced(0., 1., count)) {
        result.push_back(range.smallest + betaQuantile(1. - ramp, kShape, kShape) * (range.largest - range.smallest));
    }
    return result;
}

double betaQuantile(double probability, double a, double b)
{
    if (probability <= 0. || probability >= 1.) {
        return probability <= 0. ? 0. : 1.;
    }
    double low = 0.;
    double high = 1.;
    constexpr int kHalvings = 200; // ends earlier, when the two are neighbours
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) {
            break;
        }
        (betaProbability(middle, a, b) < probability ? low : high) = middle;
    }
    return low;
}

} // namespace gesso::inference
