// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/fused_group_norm.h"

#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/cpu/kernels/group_norm_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace gesso::inference {

namespace {

constexpr std::int64_t kBlock = 64; // positions whose moments are gathered in fp32

/// One call. T is float or at::BFloat16.
template <typename T> class GroupNormPass {
public:
    GroupNormPass(const at::Tensor& x, const GroupNorm& norm, const at::Tensor& shift)
        : m_x(x.contiguous(at::MemoryFormat::ChannelsLast)), m_norm(norm), m_batch(x.size(0)), m_channels(x.size(1)),
          m_positions(x.size(2) * x.size(3)), m_blocks((m_positions + kBlock - 1) / kBlock),
          m_weight(norm.weight.to(at::kFloat).contiguous()), m_bias(norm.bias.to(at::kFloat).contiguous())
    {
        const auto floats = x.options().dtype(at::kFloat);
        m_shift = shift.defined() ? shift.to(at::kFloat).contiguous() : at::zeros({m_batch, m_channels}, floats);
        m_means = at::empty({m_batch, m_blocks, m_channels}, floats);
        m_squares = at::empty({m_batch, m_blocks, m_channels}, floats);
        m_scales = at::empty({m_batch, m_channels}, floats);
        m_offsets = at::empty({m_batch, m_channels}, floats);
    }

    at::Tensor run(bool silu) const
    {
        at::Tensor y = at::empty_like(m_x, at::MemoryFormat::ChannelsLast);
        overBlocks([&](std::int64_t image, std::int64_t block) {
            const std::int64_t row = (image * m_blocks + block) * m_channels;
            kernels().moments(source(image, block), rows(block), m_channels, m_means.mutable_data_ptr<float>() + row,
                              m_squares.mutable_data_ptr<float>() + row);
        });
        at::parallel_for(0, m_batch * m_norm.groups, 1, [this](std::int64_t begin, std::int64_t end) {
            for (std::int64_t group = begin; group < end; ++group) {
                finishGroup(group / m_norm.groups, group % m_norm.groups);
            }
        });
        Bits* const target = reinterpret_cast<Bits*>(y.mutable_data_ptr<T>());
        overBlocks([&](std::int64_t image, std::int64_t block) {
            kernels().apply(
                source(image, block), rows(block), m_channels, m_scales.const_data_ptr<float>() + image * m_channels,
                m_offsets.const_data_ptr<float>() + image * m_channels, silu, target + elementsBefore(image, block));
        });
        return y;
    }

private:
    using Bits = std::conditional_t<std::is_same_v<T, float>, float, std::uint16_t>;

    static const kernels::GroupNormKernels<Bits>& kernels()
    {
        if constexpr (std::is_same_v<T, float>) {
            return kernels::kGroupNormAvx512;
        } else {
            return kernels::kGroupNormAvx512Bf16;
        }
    }

    std::int64_t rows(std::int64_t block) const { return std::min(kBlock, m_positions - block * kBlock); }

    std::int64_t elementsBefore(std::int64_t image, std::int64_t block) const
    {
        return (image * m_positions + block * kBlock) * m_channels;
    }

    const Bits* source(std::int64_t image, std::int64_t block) const
    {
        return reinterpret_cast<const Bits*>(m_x.const_data_ptr<T>()) + elementsBefore(image, block);
    }

    template <typename Function> void overBlocks(const Function& function) const
    {
        at::parallel_for(0, m_batch * m_blocks, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                function(i / m_blocks, i % m_blocks);
            }
        });
    }

    /// Merges the moments of one group's blocks and channels; writes its channels' scale and offset.
    void finishGroup(std::int64_t image, std::int64_t group) const
    {
        const std::int64_t width = m_channels / m_norm.groups;
        const std::int64_t first = group * width;
        const float* const shift = m_shift.const_data_ptr<float>() + image * m_channels;
        const float* const means = m_means.const_data_ptr<float>() + image * m_blocks * m_channels;
        const float* const squares = m_squares.const_data_ptr<float>() + image * m_blocks * m_channels;
        double count = 0.;
        double mean = 0.;
        double square = 0.;
        for (std::int64_t block = 0; block < m_blocks; ++block) {
            const auto more = static_cast<double>(rows(block));
            for (std::int64_t channel = first; channel < first + width; ++channel) {
                const std::int64_t at = block * m_channels + channel;
                const double difference = static_cast<double>(means[at]) + shift[channel] - mean;
                const double total = count + more;
                mean += difference * more / total;
                square += squares[at] + difference * difference * count * more / total;
                count = total;
            }
        }
        const double inverse = 1. / std::sqrt(square / count + m_norm.eps);
        for (std::int64_t channel = first; channel < first + width; ++channel) {
            const double scale = inverse * m_weight.const_data_ptr<float>()[channel];
            m_scales.mutable_data_ptr<float>()[image * m_channels + channel] = static_cast<float>(scale);
            m_offsets.mutable_data_ptr<float>()[image * m_channels + channel] =
                static_cast<float>(m_bias.const_data_ptr<float>()[channel] + (shift[channel] - mean) * scale);
        }
    }

    const at::Tensor m_x;
    const GroupNorm& m_norm;
    const std::int64_t m_batch, m_channels, m_positions, m_blocks;
    const at::Tensor m_weight, m_bias;
    at::Tensor m_shift, m_means, m_squares, m_scales, m_offsets;
};

} // namespace

bool canFuseGroupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation, const at::Tensor& shift)
{
    const bool kernel = (x.scalar_type() == at::kFloat && cpuFeatures().avx512) ||
                        (x.scalar_type() == at::kBFloat16 && cpuFeatures().avx512Bf16);
    const bool shifted =
        !shift.defined() || (shift.dim() == 2 && shift.size(0) == x.size(0) && shift.size(1) == x.size(1));
    return kernel && x.is_cpu() && x.dim() == 4 && x.numel() > 0 && shifted && norm.weight.defined() &&
           norm.bias.defined() && norm.weight.numel() == x.size(1) && x.size(1) % norm.groups == 0 &&
           (activation == Activation::None || activation == Activation::Silu);
}

at::Tensor fusedGroupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation, const at::Tensor& shift)
{
    const bool silu = activation == Activation::Silu;
    return x.scalar_type() == at::kFloat ? GroupNormPass<float>(x, norm, shift).run(silu)
                                         : GroupNormPass<at::BFloat16>(x, norm, shift).run(silu);
}

} // namespace gesso::inference
