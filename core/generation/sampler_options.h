// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso {

/// The samplers that can be asked for. `ModelDefault` is the one that the model's scheduler_config.json names.
enum class SchedulerKind : std::uint8_t {
    ModelDefault,
    Ddim,
    Pndm,
    Dpmpp2m,
    Dpmpp2mKarras,
    Euler,
    EulerAncestral,
    Heun,
    Lms,
    Ddpm,
    Dpmpp2mSde,
    UniPc,
    Lcm
};

/// How a sampler's noise levels are laid out. `Default` is what sampler and model have.
enum class SigmaSpacing : std::uint8_t { Default, Karras, Exponential, Beta, SgmUniform };

/// What a sampler can be told beside its steps. A sampler that has no use for a value refuses any but the default.
struct SamplerOptions {
    SigmaSpacing sigmas = SigmaSpacing::Default;
    double eta = 0.;    ///< DDIM: 0 (no noise) .. 1 (as much as DDPM)
    double churn = 0.;  ///< Euler: s_churn of Karras et al. 2022 (arXiv 2206.00364), 0..100
    double sNoise = 1.; ///< Euler: factor of the noise that churn adds, 0..10

    friend bool operator==(const SamplerOptions&, const SamplerOptions&) = default;
};

} // namespace gesso
