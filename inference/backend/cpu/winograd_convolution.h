// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/winograd_kernels.h"

#include <ATen/core/Tensor.h>

namespace gesso::inference {

struct Conv2d;

/// A 3x3 convolution in fp32 (stride 1, padding 1) by Winograd's minimal filtering F(4x4, 3x3): a quarter of the
/// multiplications, as 36 matrix products on oneDNN's micro-kernels.
///
/// Its rounding is about five times that of plain summation: 2e-6 to 5e-6 of the largest value for 320 to 1280
/// channels. Weights stay as they are and are transformed on the way, in blocks that stay in the cache: transformed
/// they would take four times the memory, and reading that costs as much as making it.
///
/// Nearest-neighbour doubling before the convolution costs nothing: the tiles read each pixel of the small picture
/// twice. Immutable, so safe to use from several threads.
class WinogradConvolution {
public:
    /// Whether this convolution is one that this class does, and at most sizes faster than oneDNN, on this processor.
    [[nodiscard]] static bool suits(const Conv2d& conv);

    /// Of a layer that suits.
    explicit WinogradConvolution(const Conv2d& conv);
    /// With the transforms of an instruction set that this processor has.
    WinogradConvolution(const Conv2d& conv, const kernels::WinogradKernels& kernels);

    /// x [B, I, H, W] -> [B, O, H, W], channels-last, plus `residual` of that shape where given.
    [[nodiscard]] at::Tensor run(const at::Tensor& x, const at::Tensor& residual = {}) const;
    /// x [B, I, H, W] -> [B, O, 2H, 2W], channels-last: the convolution of x with each pixel doubled both ways.
    [[nodiscard]] at::Tensor runDoubled(const at::Tensor& x) const;

private:
    const kernels::WinogradKernels& m_kernels;
    at::Tensor m_taps; ///< the weight, block by block as it is transformed
    at::Tensor m_bias; ///< [O]
};

} // namespace gesso::inference
