// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/sampling.h"

#include <ATen/ATen.h>

namespace gesso::inference {

Downsample::Downsample(const WeightLoader& weights, std::int64_t channels, std::int64_t padding)
    : conv(weights.scope("conv").conv2d(channels, channels, 3, 2, padding))
{
}

at::Tensor Downsample::forward(const Backend& backend, const at::Tensor& x) const
{
    return backend.conv2d(conv.padding == 0 ? at::constant_pad_nd(x, {0, 1, 0, 1}) : x, conv);
}

Upsample::Upsample(const WeightLoader& weights, std::int64_t channels)
    : conv(weights.scope("conv").upsamplingConv2d(channels))
{
}

at::Tensor Upsample::forward(const Backend& backend, const at::Tensor& x, std::int64_t height, std::int64_t width) const
{
    return backend.upsampleConv(x, height, width, conv);
}

} // namespace gesso::inference
