// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/folded_upsampling.h"

#include "inference/backend/cpu/packed_convolution.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

/// The three taps along `dimension` become two. An even output position sees its left neighbour once and itself twice;
/// an odd one itself twice and its right neighbour once.
at::Tensor foldTaps(const at::Tensor& weight, std::int64_t dimension, std::int64_t phase)
{
    const auto taps = weight.unbind(dimension);
    return phase == 0 ? at::stack({taps[0], taps[1] + taps[2]}, dimension)
                      : at::stack({taps[0] + taps[1], taps[2]}, dimension);
}

} // namespace

FoldedKernels foldUpsampling(const at::Tensor& weight)
{
    const at::Tensor exact = weight.to(at::kFloat);
    FoldedKernels folded;
    for (std::int64_t phase = 0; phase < 4; ++phase) {
        const at::Tensor kernel = foldTaps(foldTaps(exact, 2, phase / 2), 3, phase % 2);
        folded[phase] = std::make_shared<PackedConvolution>(kernel.to(weight.scalar_type()), 1, 1);
    }
    return folded;
}

at::Tensor foldedUpsampleConv(const at::Tensor& x, const FoldedKernels& folded, const at::Tensor& bias)
{
    const std::int64_t height = x.size(2);
    const std::int64_t width = x.size(3);
    const std::int64_t channels = bias.size(0);
    at::Tensor y = at::empty({x.size(0), channels, 2 * height, 2 * width}, x.options(), at::MemoryFormat::ChannelsLast);
    for (std::int64_t phase = 0; phase < 4; ++phase) {
        const std::int64_t row = phase / 2;
        const std::int64_t column = phase % 2;
        // With padding 1 a 2x2 kernel gives one row and column too many: the first belongs to the even phase only, the
        // last to the odd one.
        const at::Tensor part = folded[phase]->run(x, bias);
        y.slice(2, row, std::nullopt, 2)
            .slice(3, column, std::nullopt, 2)
            .copy_(part.slice(2, row, row + height).slice(3, column, column + width));
    }
    return y;
}

} // namespace gesso::inference
