// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/noise_stream.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace gesso::inference {

NoiseStream::NoiseStream(std::uint64_t seed) : m_generator(at::detail::createCPUGenerator(seed)) {}

at::Tensor NoiseStream::draw(at::IntArrayRef shape)
{
    return at::randn(shape, m_generator, at::TensorOptions().dtype(at::kFloat));
}

} // namespace gesso::inference
