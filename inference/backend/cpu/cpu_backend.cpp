// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/cpu_backend.h"

#include "inference/backend/cpu/flash_attention.h"
#include "inference/backend/cpu/folded_upsampling.h"
#include "inference/backend/cpu/fused_group_norm.h"
#include "inference/backend/cpu/packed_convolution.h"
#include "inference/backend/cpu/packed_ops.h"
#include "inference/backend/cpu/winograd_convolution.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

/// A 1x1 convolution is a linear layer over channels-last memory, where oneDNN is faster. Its `packed` is [O, I].
bool isPointwise(const Conv2d& conv)
{
    return conv.weight.size(2) == 1 && conv.weight.size(3) == 1 && conv.stride == 1 && conv.padding == 0;
}

at::Tensor channelsLast(const at::Tensor& x)
{
    return x.permute({0, 2, 3, 1}); // [B, H, W, C]
}

at::Tensor pointwiseConvolution(const at::Tensor& x, const Conv2d& conv, const at::Tensor& residual)
{
    const at::Tensor rows = channelsLast(x);
    const at::Tensor y = residual.defined() ? packed::linearWith(packed::Binary::Add, rows, channelsLast(residual),
                                                                 conv.packed, conv.bias)
                                            : packed::linear(rows, conv.packed, conv.bias, Activation::None);
    return y.permute({0, 3, 1, 2});
}

at::Tensor half(const at::Tensor& t, std::int64_t which)
{
    return t.defined() ? t.chunk(2, 0)[which].contiguous() : at::Tensor();
}

} // namespace

std::string_view CpuBackend::name() const noexcept
{
    return "cpu";
}

void CpuBackend::prepare(Conv2d& conv) const
{
    if (!packed::canPack(conv.weight)) {
        return Backend::prepare(conv);
    }
    if (isPointwise(conv)) {
        conv.packed = packed::packLinear(conv.weight.flatten(1));
    } else if (WinogradConvolution::suits(conv)) {
        conv.winograd = std::make_shared<WinogradConvolution>(conv);
    } else {
        conv.kernel = std::make_shared<PackedConvolution>(conv.weight, conv.stride, conv.padding);
    }
    conv.weight.reset();
}

void CpuBackend::prepare(Linear& linear) const
{
    if (!packed::canPack(linear.weight)) {
        return Backend::prepare(linear);
    }
    linear.packed = packed::packLinear(linear.weight);
    linear.weight.reset();
}

void CpuBackend::prepareUpsampling(Conv2d& conv) const
{
    if (!conv.kernel || conv.stride != 1 || conv.padding != 1) {
        return;
    }
    const at::Tensor weight = conv.kernel->plainWeight();
    if (weight.size(2) == 3 && weight.size(3) == 3 && conv.bias.defined()) {
        conv.folded = foldUpsampling(weight);
    }
}

void CpuBackend::prepareGeglu(Linear& projection) const
{
    if (!projection.packed.defined()) {
        return;
    }
    const at::Tensor weight = packed::unpack(projection.packed);
    projection.packed = packed::packLinear(half(weight, 0));
    projection.packedGate = packed::packLinear(half(weight, 1));
}

at::Tensor CpuBackend::conv2d(const at::Tensor& x, const Conv2d& conv, const at::Tensor& residual) const
{
    if (conv.packed.defined()) {
        return pointwiseConvolution(x, conv, residual);
    }
    if (conv.winograd) {
        return conv.winograd->run(x, residual);
    }
    if (!conv.kernel) {
        return Backend::conv2d(x, conv, residual);
    }
    at::Tensor y = conv.kernel->run(x, conv.bias);
    return residual.defined() ? y.add_(residual) : y; // oneDNN's fused sum copies the residual first: slower
}

at::Tensor CpuBackend::upsampleConv(const at::Tensor& x, std::int64_t height, std::int64_t width,
                                    const Conv2d& conv) const
{
    const bool doubles = height == 2 * x.size(2) && width == 2 * x.size(3);
    if (doubles && conv.winograd) {
        return conv.winograd->runDoubled(x);
    }
    return doubles && conv.folded[0] ? foldedUpsampleConv(x, conv.folded, conv.bias)
                                     : Backend::upsampleConv(x, height, width, conv);
}

at::Tensor CpuBackend::linear(const at::Tensor& x, const Linear& linear, Activation activation,
                              const at::Tensor& residual) const
{
    if (!linear.packed.defined()) {
        return Backend::linear(x, linear, activation, residual);
    }
    if (!residual.defined()) {
        return packed::linear(x, linear.packed, linear.bias, activation);
    }
    if (activation == Activation::None) {
        return packed::linearWith(packed::Binary::Add, x, residual, linear.packed, linear.bias);
    }
    return packed::linear(x, linear.packed, linear.bias, activation).add_(residual);
}

at::Tensor CpuBackend::geglu(const at::Tensor& x, const Linear& projection) const
{
    if (!projection.packedGate.defined()) {
        return Backend::geglu(x, projection);
    }
    const at::Tensor gate = packed::linear(x, projection.packedGate, half(projection.bias, 1), Activation::Gelu);
    return packed::linearWith(packed::Binary::Multiply, x, gate, projection.packed, half(projection.bias, 0));
}

at::Tensor CpuBackend::groupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                                 const at::Tensor& shift) const
{
    return canFuseGroupNorm(x, norm, activation, shift) ? fusedGroupNorm(x, norm, activation, shift)
                                                        : Backend::groupNorm(x, norm, activation, shift);
}

at::Tensor CpuBackend::attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                                 Mask mask) const
{
    return mask == Mask::None && canFlashAttend(q, k, v, heads) ? flashAttention(q, k, v, heads)
                                                                : Backend::attention(q, k, v, heads, mask);
}

} // namespace gesso::inference
