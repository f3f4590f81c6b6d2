// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"

namespace gesso::inference {

/// What pays on x86 processors: oneDNN with weights packed once, upsampling folded into the convolution after it, own
/// 3x3 convolutions in fp32 (AVX2), and own kernels for attention and normalisation (AVX-512). Everything it does not
/// do better, and every dtype but fp32 and bf16, goes to the reference.
class CpuBackend final : public Backend {
public:
    [[nodiscard]] std::string_view name() const noexcept override;

    /// After these `packed` serves alone: `weight` is released.
    void prepare(Conv2d& conv) const override;
    void prepare(Linear& linear) const override;
    void prepareUpsampling(Conv2d& conv) const override;
    void prepareGeglu(Linear& projection) const override;

    [[nodiscard]] at::Tensor conv2d(const at::Tensor& x, const Conv2d& conv,
                                    const at::Tensor& residual = {}) const override;
    [[nodiscard]] at::Tensor upsampleConv(const at::Tensor& x, std::int64_t height, std::int64_t width,
                                          const Conv2d& conv) const override;
    [[nodiscard]] at::Tensor linear(const at::Tensor& x, const Linear& linear, Activation activation = Activation::None,
                                    const at::Tensor& residual = {}) const override;
    [[nodiscard]] at::Tensor geglu(const at::Tensor& x, const Linear& projection) const override;
    [[nodiscard]] at::Tensor groupNorm(const at::Tensor& x, const GroupNorm& norm,
                                       Activation activation = Activation::None,
                                       const at::Tensor& shift = {}) const override;
    [[nodiscard]] at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                       std::int64_t heads, Mask mask = Mask::None) const override;
};

} // namespace gesso::inference
