// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/posterior.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

constexpr double kLeastLogVariance = -30;
constexpr double kGreatestLogVariance = 20;

} // namespace

Posterior Posterior::fromMoments(const at::Tensor& moments)
{
    const std::vector<at::Tensor> halves = moments.chunk(2, 1);
    return {.mean = halves[0], .logVariance = halves[1].clamp(kLeastLogVariance, kGreatestLogVariance)};
}

at::Tensor Posterior::sample(const at::Generator& generator) const
{
    const at::Tensor noise = at::randn(mean.sizes(), generator, at::TensorOptions().dtype(mean.scalar_type()));
    return sampleWith(noise);
}

at::Tensor Posterior::sampleWith(const at::Tensor& noise) const
{
    return mean + (0.5 * logVariance).exp() * noise.to(mean.device(), mean.scalar_type());
}

} // namespace gesso::inference
