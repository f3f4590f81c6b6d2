// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso::inference::kernels {

/// One instruction set's passes of GroupNorm over rows of channels (channels-last), for elements T: float, or bf16 as
/// its 16 bits. Read by files with wider instruction sets than the rest: no inline functions, no libtorch.
template <typename T> struct GroupNormKernels {
    /// Mean and sum of squared differences from it, for each channel of x [rows, channels].
    void (*moments)(const T* x, std::int64_t rows, std::int64_t channels, float* mean, float* squares);
    /// y = f(x * scale + offset) with scale and offset [channels], where f is SiLU or nothing.
    void (*apply)(const T* x, std::int64_t rows, std::int64_t channels, const float* scale, const float* offset,
                  bool silu, T* y);
};

extern const GroupNormKernels<float> kGroupNormAvx512;
extern const GroupNormKernels<std::uint16_t> kGroupNormAvx512Bf16;

} // namespace gesso::inference::kernels
