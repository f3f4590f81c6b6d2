// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/winograd_convolution.h"

#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/cpu/winograd_run.h"
#include "inference/backend/layers.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>

namespace gesso::inference {

namespace {

constexpr std::int64_t kFewestChannels = 64; // below, the transforms cost more than they save
constexpr std::int64_t kLanes = 16;
constexpr std::int64_t kTaps = 9;

/// target [columns, rows] = source [rows, columns], transposed a cache line at a time.
void transpose(const float* source, std::int64_t rows, std::int64_t columns, float* target)
{
    for (std::int64_t first = 0; first < columns; first += kLanes) {
        const std::int64_t last = std::min(first + kLanes, columns);
        for (std::int64_t row = 0; row < rows; ++row) {
            for (std::int64_t column = first; column < last; ++column) {
                target[column * rows + row] = source[row * columns + column];
            }
        }
    }
}

/// The weight [O, I, 3, 3] as blocks of output channels, each [I, 9, channels], one after the other.
at::Tensor inBlocks(const at::Tensor& weight)
{
    const at::Tensor plain = weight.contiguous(at::MemoryFormat::Contiguous);
    at::Tensor taps = at::empty({plain.numel()}, plain.options());
    const std::int64_t row = plain.size(1) * kTaps;
    const std::int64_t outputs = plain.size(0);
    at::parallel_for(
        0, (outputs + kWinogradOutputBlock - 1) / kWinogradOutputBlock, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t out = begin * kWinogradOutputBlock; out < std::min(end * kWinogradOutputBlock, outputs);
                 out += kWinogradOutputBlock) {
                transpose(plain.const_data_ptr<float>() + out * row, std::min(kWinogradOutputBlock, outputs - out), row,
                          taps.mutable_data_ptr<float>() + out * row);
            }
        });
    return taps;
}

} // namespace

bool WinogradConvolution::suits(const Conv2d& conv)
{
    const at::Tensor& weight = conv.weight;
    return cpuFeatures().avx2 && weight.defined() && weight.is_cpu() && weight.scalar_type() == at::kFloat &&
           weight.size(2) == 3 && weight.size(3) == 3 && conv.stride == 1 && conv.padding == 1 &&
           weight.size(0) % kLanes == 0 && weight.size(1) % kLanes == 0 && weight.size(0) >= kFewestChannels &&
           weight.size(1) >= kFewestChannels;
}

WinogradConvolution::WinogradConvolution(const Conv2d& conv)
    : WinogradConvolution(conv, cpuFeatures().avx512 ? kernels::kWinogradAvx512 : kernels::kWinogradAvx2)
{
}

WinogradConvolution::WinogradConvolution(const Conv2d& conv, const kernels::WinogradKernels& kernels)
    : m_kernels(kernels), m_taps(inBlocks(conv.weight)),
      m_bias(conv.bias.defined() ? conv.bias.contiguous() : at::zeros({conv.weight.size(0)}, conv.weight.options()))
{
}

at::Tensor WinogradConvolution::run(const at::Tensor& x, const at::Tensor& residual) const
{
    return runWinograd(m_kernels, m_taps, m_bias, x, residual, 1);
}

at::Tensor WinogradConvolution::runDoubled(const at::Tensor& x) const
{
    return runWinograd(m_kernels, m_taps, m_bias, x, {}, 2);
}

} // namespace gesso::inference
