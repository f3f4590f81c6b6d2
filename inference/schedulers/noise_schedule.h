// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/scheduler_config.h"

#include <vector>

namespace gesso::inference {

/// The noise that a model was trained with: how much of the picture is left at each of its T training timesteps.
///
/// Values are computed in float32 by libtorch's own operators, as diffusers does, so that they agree bit for bit.
struct NoiseSchedule {
    /// What becomes of the last alpha where betas are rescaled to zero signal-to-noise ratio.
    enum class Terminal { Zero, Tiny /* 2^-24, so that sigma stays finite */ };

    std::vector<float> alphasCumprod; ///< [T], falling from about 1 to about 0
    bool cosine = false;              ///< made by squaredcos_cap_v2

    /// What a class of schedulers takes where its config does not say.
    struct Betas {
        double start = 0.0001, end = 0.02;
        const char* schedule = "linear";
    };

    /// Reads num_train_timesteps, beta_start, beta_end, beta_schedule, trained_betas, rescale_betas_zero_snr.
    [[nodiscard]] static NoiseSchedule fromConfig(const SchedulerConfig& config, Terminal terminal,
                                                  const Betas& fallback = {0.0001, 0.02, "linear"});

    [[nodiscard]] int trainSteps() const noexcept { return static_cast<int>(alphasCumprod.size()); }
    /// sqrt((1 - a) / a) of every training timestep, rising.
    [[nodiscard]] std::vector<float> sigmas() const;
    /// sigmas() at a timestep that may lie between two of them; the ends are held.
    [[nodiscard]] static double sigmaAt(const std::vector<float>& sigmas, double timestep);
    /// The timestep in [0, T-1] at which sigma is reached, by linear interpolation of log sigma.
    [[nodiscard]] static double timestepOf(const std::vector<float>& sigmas, double sigma);
};

/// `count` evenly spaced values from `first` to `last`, both included; just `first` where count is 1.
[[nodiscard]] std::vector<double> evenlySpaced(double first, double last, int count);

} // namespace gesso::inference
