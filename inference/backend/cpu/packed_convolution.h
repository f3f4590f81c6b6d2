// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <mutex>
#include <vector>

namespace gesso::inference {

/// A convolution whose weight lies as oneDNN wants it for the pictures that it meets.
///
/// The best layout depends on the picture's size, and a weight in another one is rearranged on every call, up to 60
/// times slower than the convolution itself. So the weight is packed at the first use, and again when the size changes
/// (milliseconds a layer). Safe to use from several threads.
class PackedConvolution {
public:
    /// `weight` [O, I, kh, kw] as packed::canPack allows.
    PackedConvolution(at::Tensor weight, std::int64_t stride, std::int64_t padding);

    /// x [B, I, H, W] -> [B, O, H', W'], channels-last; `bias` [O] or undefined.
    [[nodiscard]] at::Tensor run(const at::Tensor& x, const at::Tensor& bias) const;

    /// The weight [O, I, kh, kw] in plain memory.
    [[nodiscard]] at::Tensor plainWeight() const;

private:
    [[nodiscard]] at::Tensor weightFor(at::IntArrayRef size) const;

    const std::int64_t m_stride, m_padding;
    mutable std::mutex m_mutex;
    mutable at::Tensor m_weight;              ///< guarded by m_mutex; plain while m_size is empty
    mutable std::vector<std::int64_t> m_size; ///< guarded by m_mutex; of the x that m_weight is packed for
};

} // namespace gesso::inference
