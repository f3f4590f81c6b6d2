// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/winograd_kernels.h"

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace gesso::inference {

/// Output channels whose weights are transformed together.
constexpr std::int64_t kWinogradOutputBlock = 64;

/// One convolution of x [B, I, H, W], each pixel of which stands for zoom x zoom of the same, to [B, O, zoom H, zoom
/// W], channels-last; `residual` of that shape is added where given.
///
/// `taps` is the weight as blocks of kWinogradOutputBlock output channels, the last one with what is left: each is
/// [I, 9, channels] in memory, one follows the other. `bias` is [O]. I and O are multiples of 16.
[[nodiscard]] at::Tensor runWinograd(const kernels::WinogradKernels& kernels, const at::Tensor& taps,
                                     const at::Tensor& bias, const at::Tensor& x, const at::Tensor& residual,
                                     std::int64_t zoom);

} // namespace gesso::inference
