// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace gesso::inference {

/// The normal distribution of latents that a VAE encodes a picture to (DiagonalGaussianDistribution of diffusers).
struct Posterior {
    /// From moments [B, 2C, h, w]: mean and log variance, the latter clamped to -30..20.
    [[nodiscard]] static Posterior fromMoments(const at::Tensor& moments);

    /// mean + exp(logVariance / 2) * noise, the noise drawn on the CPU whatever the device.
    [[nodiscard]] at::Tensor sample(const at::Generator& generator) const;
    /// The same, with unit noise [B, C, h, w] that was drawn already, on any device.
    [[nodiscard]] at::Tensor sampleWith(const at::Tensor& noise) const;

    at::Tensor mean;        ///< [B, C, h, w]
    at::Tensor logVariance; ///< [B, C, h, w]
};

} // namespace gesso::inference
