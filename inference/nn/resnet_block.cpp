// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/resnet_block.h"

#include <ATen/ATen.h>

namespace gesso::inference {

ResnetBlock::ResnetBlock(const WeightLoader& weights, const ResnetShape& shape)
    : norm1(weights.scope("norm1").groupNorm(shape.in, shape.groups, shape.eps)),
      conv1(weights.scope("conv1").conv2d(shape.in, shape.out, 3, 1, 1)),
      norm2(weights.scope("norm2").groupNorm(shape.out, shape.groups, shape.eps)),
      conv2(weights.scope("conv2").conv2d(shape.out, shape.out, 3, 1, 1))
{
    if (shape.timeWidth > 0) {
        time_emb_proj = weights.scope("time_emb_proj").linear(shape.timeWidth, shape.out);
    }
    if (shape.in != shape.out) {
        conv_shortcut = weights.scope("conv_shortcut").conv2d(shape.in, shape.out, 1);
    }
}

at::Tensor ResnetBlock::forward(const Backend& backend, const at::Tensor& x, const at::Tensor& timeEmbedding) const
{
    at::Tensor shift;
    if (time_emb_proj) {
        shift = backend.linear(timeEmbedding, *time_emb_proj).expand({x.size(0), -1}).contiguous();
    }
    at::Tensor h = backend.conv2d(backend.groupNorm(x, norm1, Activation::Silu), conv1);
    h = backend.groupNorm(h, norm2, Activation::Silu, shift);
    return backend.conv2d(h, conv2, conv_shortcut ? backend.conv2d(x, *conv_shortcut) : x);
}

} // namespace gesso::inference
