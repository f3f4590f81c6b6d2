// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/sampler_options.h"
#include "inference/schedulers/scheduler_config.h"

#include <vector>

namespace gesso::inference {

/// How sigmas are to be laid out: use_karras_sigmas, use_exponential_sigmas or use_beta_sigmas; Default where none is
/// set. Throws EngineError(ModelUnsupported) where several are.
[[nodiscard]] SigmaSpacing sigmaSpacingOf(const SchedulerConfig& config);

/// The ends between which sigmas are laid out.
struct SigmaRange {
    double smallest, largest;
};

/// sigma_min and sigma_max, also for classes that do not have these keys: diffusers keeps what a file says for other
/// classes beside a scheduler's own settings, and lays out from there. `own` where the file does not say.
[[nodiscard]] SigmaRange sigmaRangeOf(const SchedulerConfig& config, const SigmaRange& own);

/// `count` sigmas from `largest` down to `smallest`: Karras, Exponential or Beta.
[[nodiscard]] std::vector<double> laidOutSigmas(SigmaSpacing spacing, const SigmaRange& range, int count);

/// Karras et al. 2022 (arXiv 2206.00364), equation 5 with rho 7.
[[nodiscard]] std::vector<double> karrasSigmas(const SigmaRange& range, int count);

/// Evenly spaced logarithms.
[[nodiscard]] std::vector<double> exponentialSigmas(const SigmaRange& range, int count);

/// Quantiles of the beta distribution with both parameters 0.6: Lee et al. 2024 (arXiv 2407.12173), dense at both ends.
[[nodiscard]] std::vector<double> betaSigmas(const SigmaRange& range, int count);

/// The quantile of the beta distribution: x in 0..1 with I_x(a, b) = probability, to double precision. I_x by its
/// continued fraction (NIST DLMF 8.17.22, Lentz's method), x by bisection. `probability` in 0..1, a and b above 0.
[[nodiscard]] double betaQuantile(double probability, double a, double b);

} // namespace gesso::inference
