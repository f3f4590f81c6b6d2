// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace gesso::inference {

/// The normal noise of one picture: torch's CPU stream (mt19937) of its seed, drawn in float32.
///
/// The same on every device and in every batch. Mutable: each draw moves it on; belongs to one image.
class NoiseStream {
public:
    explicit NoiseStream(std::uint64_t seed);
    /// The next values, in the given shape, on the CPU.
    [[nodiscard]] at::Tensor draw(at::IntArrayRef shape);

private:
    at::Generator m_generator;
};

} // namespace gesso::inference
