// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/layers.h"

namespace gesso::inference::packed {

// oneDNN's operators on weights in its own blocked layout. libtorch registers them for its compiler; they are reached
// through the dispatcher. All take fp32, and bf16 where the processor has AVX-512.

/// Whether oneDNN can take weights of this dtype and device.
[[nodiscard]] bool canPack(const at::Tensor& weight);

/// [O, I, kh, kw] -> opaque, for a convolution of this stride and padding over pictures of `inputSize` [B, I, H, W].
[[nodiscard]] at::Tensor packConvolution(const at::Tensor& weight, std::int64_t stride, std::int64_t padding,
                                         at::IntArrayRef inputSize);
/// [O, I] -> opaque.
[[nodiscard]] at::Tensor packLinear(const at::Tensor& weight);
/// The other way: the plain weight of either.
[[nodiscard]] at::Tensor unpack(const at::Tensor& packed);

/// x [B, I, H, W] -> [B, O, H', W'], channels-last.
[[nodiscard]] at::Tensor convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                     std::int64_t stride, std::int64_t padding);
/// x [..., I] -> [..., O], then the activation, in one pass where oneDNN has it.
[[nodiscard]] at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                                Activation activation);

enum class Binary : std::uint8_t { Add, Multiply };
/// (x [..., I] -> [..., O]) + other, or * other, with other [..., O], in one pass.
[[nodiscard]] at::Tensor linearWith(Binary operation, const at::Tensor& x, const at::Tensor& other,
                                    const at::Tensor& weight, const at::Tensor& bias);

} // namespace gesso::inference::packed
