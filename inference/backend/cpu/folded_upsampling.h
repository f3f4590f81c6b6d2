// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>

namespace gesso::inference {

class PackedConvolution;
using FoldedKernels = std::array<std::shared_ptr<PackedConvolution>, 4>;

/// Nearest-neighbour doubling and the 3x3 convolution after it (stride 1, padding 1) as one operator: the four output
/// phases (row and column even or odd) are 2x2 convolutions of the small picture whose kernels are sums of the 3x3
/// one's taps. 4/9 of the multiplications, the same result up to rounding.
///
/// From a weight [O, I, 3, 3], the kernels of phases (0, 0), (0, 1), (1, 0), (1, 1), summed in fp32.
[[nodiscard]] FoldedKernels foldUpsampling(const at::Tensor& weight);

/// x [B, I, H, W] -> [B, O, 2H, 2W], channels-last.
[[nodiscard]] at::Tensor foldedUpsampleConv(const at::Tensor& x, const FoldedKernels& folded, const at::Tensor& bias);

} // namespace gesso::inference
