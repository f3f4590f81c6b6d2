// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <memory>

namespace gesso::inference {

enum class Activation : std::uint8_t { None, Silu, Gelu, QuickGelu };
enum class Mask : std::uint8_t { None, Causal };

class PackedConvolution;
class WinogradConvolution;

/// Weights of a convolution. What follows `padding` is the backend's own form of `weight`, made by Backend::prepare.
struct Conv2d {
    at::Tensor weight; ///< [O, I, kh, kw]; undefined where the backend works from `packed` alone
    at::Tensor bias;   ///< [O], or undefined
    std::int64_t stride = 1;
    std::int64_t padding = 0;
    at::Tensor packed;                                        ///< of a 1x1 convolution, which is a linear layer
    std::shared_ptr<WinogradConvolution> winograd;            ///< of a 3x3 one in fp32, with its bias
    std::shared_ptr<PackedConvolution> kernel;                ///< of any other
    std::array<std::shared_ptr<PackedConvolution>, 4> folded; ///< by prepareUpsampling: one per output phase
};

/// Weights of a fully connected layer. `packed` is the backend's own form of `weight`.
struct Linear {
    at::Tensor weight; ///< [O, I]; undefined where the backend works from `packed` alone
    at::Tensor bias;   ///< [O], or undefined
    at::Tensor packed;
    at::Tensor packedGate; ///< made by Backend::prepareGeglu: the gate's rows, `packed` then holds the value's
};

struct GroupNorm {
    at::Tensor weight, bias; ///< [C] each
    std::int64_t groups = 32;
    double eps = 1e-5;
};

struct LayerNorm {
    at::Tensor weight, bias; ///< [C] each
    double eps = 1e-5;
};

} // namespace gesso::inference
