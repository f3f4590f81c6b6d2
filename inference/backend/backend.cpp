// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/backend.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

std::string_view Backend::name() const noexcept
{
    return "reference";
}

void Backend::prepare(Conv2d& conv) const
{
    conv.weight = conv.weight.contiguous(at::MemoryFormat::ChannelsLast);
}

void Backend::prepare(Linear& linear) const
{
    linear.weight = linear.weight.contiguous();
}

void Backend::prepareUpsampling(Conv2d&) const {}

void Backend::prepareGeglu(Linear&) const {}

at::Tensor Backend::conv2d(const at::Tensor& x, const Conv2d& conv, const at::Tensor& residual) const
{
    const at::Tensor y = at::conv2d(x, conv.weight, conv.bias, conv.stride, conv.padding);
    return residual.defined() ? y + residual : y;
}

at::Tensor Backend::upsampleConv(const at::Tensor& x, std::int64_t height, std::int64_t width, const Conv2d& conv) const
{
    return conv2d(at::upsample_nearest2d(x, {height, width}), conv);
}

at::Tensor Backend::linear(const at::Tensor& x, const Linear& linear, Activation activation,
                           const at::Tensor& residual) const
{
    const at::Tensor y = activate(at::linear(x, linear.weight, linear.bias), activation);
    return residual.defined() ? y + residual : y;
}

at::Tensor Backend::geglu(const at::Tensor& x, const Linear& projection) const
{
    const auto halves = linear(x, projection).chunk(2, -1);
    return halves[0] * at::gelu(halves[1]);
}

at::Tensor Backend::groupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                              const at::Tensor& shift) const
{
    const at::Tensor shifted = shift.defined() ? x + shift.unsqueeze(-1).unsqueeze(-1) : x;
    return activate(at::group_norm(shifted, norm.groups, norm.weight, norm.bias, norm.eps), activation);
}

at::Tensor Backend::layerNorm(const at::Tensor& x, const LayerNorm& norm) const
{
    return at::layer_norm(x, {x.size(-1)}, norm.weight, norm.bias, norm.eps);
}

at::Tensor Backend::attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads,
                              Mask mask) const
{
    const auto split = [heads](const at::Tensor& t) {
        return t.unflatten(-1, {heads, t.size(-1) / heads}).transpose(1, 2);
    };
    const at::Tensor y = at::scaled_dot_product_attention(split(q), split(k), split(v), {}, 0., mask == Mask::Causal);
    return y.transpose(1, 2).flatten(-2);
}

at::Tensor Backend::activate(const at::Tensor& x, Activation activation) const
{
    switch (activation) {
    case Activation::None:
        return x;
    case Activation::Silu:
        return at::silu(x);
    case Activation::Gelu:
        return at::gelu(x);
    case Activation::QuickGelu:
        return x * at::sigmoid(x * 1.702);
    }
    return x;
}

} // namespace gesso::inference
