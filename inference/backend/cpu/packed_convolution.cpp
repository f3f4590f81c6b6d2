// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/packed_convolution.h"

#include "inference/backend/cpu/packed_ops.h"

#include <utility>

namespace gesso::inference {

PackedConvolution::PackedConvolution(at::Tensor weight, std::int64_t stride, std::int64_t padding)
    : m_stride(stride), m_padding(padding), m_weight(std::move(weight))
{
}

at::Tensor PackedConvolution::run(const at::Tensor& x, const at::Tensor& bias) const
{
    return packed::convolution(x, weightFor(x.sizes()), bias, m_stride, m_padding);
}

at::Tensor PackedConvolution::plainWeight() const
{
    const std::lock_guard lock(m_mutex);
    return m_size.empty() ? m_weight : packed::unpack(m_weight);
}

at::Tensor PackedConvolution::weightFor(at::IntArrayRef size) const
{
    const std::lock_guard lock(m_mutex);
    if (size != at::IntArrayRef(m_size)) {
        const at::Tensor plain = m_size.empty() ? m_weight : packed::unpack(m_weight);
        m_weight = packed::packConvolution(plain, m_stride, m_padding, size);
        m_size = size.vec();
    }
    return m_weight;
}

} // namespace gesso::inference
