// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/layers.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string_view>

namespace gesso::inference {

/// The operators that the networks are made of, and the one place where an implementation is chosen (DESIGN R6).
///
/// `Backend` itself is the plain libtorch reference. `CpuBackend` and the CUDA plugin override what they do better, and
/// each override has a test against this class. Pictures are [B, C, H, W] in channels-last memory, tokens [B, N, C]
/// contiguous. Inputs are never changed. All operators keep the dtype of `x`; statistics and sums are in fp32.
class Backend {
public:
    virtual ~Backend() = default;

    /// "reference", "cpu", "cuda".
    [[nodiscard]] virtual std::string_view name() const noexcept;

    /// Moves a layer's weights into the layout that this backend's operators want. Called once, after loading.
    virtual void prepare(Conv2d& conv) const;
    virtual void prepare(Linear& linear) const;
    /// Further preparation of a convolution that is used through upsampleConv(), and of a projection that is used
    /// through geglu(). Called after prepare(); the operators give the same result, slower, where it was left out.
    virtual void prepareUpsampling(Conv2d& conv) const;
    virtual void prepareGeglu(Linear& projection) const;

    /// Convolution of x [B, I, H, W]; `residual` [B, O, H', W'] is added to the result where given.
    [[nodiscard]] virtual at::Tensor conv2d(const at::Tensor& x, const Conv2d& conv,
                                            const at::Tensor& residual = {}) const;
    /// Nearest-neighbour resize of x to height x width, then `conv` (3x3, stride 1, padding 1).
    [[nodiscard]] virtual at::Tensor upsampleConv(const at::Tensor& x, std::int64_t height, std::int64_t width,
                                                  const Conv2d& conv) const;
    /// x [..., I] -> [..., O], then the activation; `residual` [..., O] is added last where given.
    [[nodiscard]] virtual at::Tensor linear(const at::Tensor& x, const Linear& linear,
                                            Activation activation = Activation::None,
                                            const at::Tensor& residual = {}) const;
    /// GEGLU: `projection` gives [..., 2H] = [value, gate]; the result is value * gelu(gate), [..., H], exact erf GELU.
    [[nodiscard]] virtual at::Tensor geglu(const at::Tensor& x, const Linear& projection) const;
    /// GroupNorm over x [B, C, H, W], then the activation. Where `shift` [B, C] is given it is added to x first
    /// (the time embedding of a ResnetBlock2D).
    [[nodiscard]] virtual at::Tensor groupNorm(const at::Tensor& x, const GroupNorm& norm,
                                               Activation activation = Activation::None,
                                               const at::Tensor& shift = {}) const;
    /// LayerNorm over the last dimension of x [..., C].
    [[nodiscard]] virtual at::Tensor layerNorm(const at::Tensor& x, const LayerNorm& norm) const;
    /// softmax(q k^T / sqrt(C / heads)) v with q [B, N, C], k and v [B, M, C].
    /// `Mask::Causal` hides later positions. Rows may be strided (slices of a fused projection), the last dimension may
    /// not. The full matrix of scores is never stored at once.
    [[nodiscard]] virtual at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                               std::int64_t heads, Mask mask = Mask::None) const;
    /// Applies an activation to x of any shape.
    [[nodiscard]] virtual at::Tensor activate(const at::Tensor& x, Activation activation) const;
};

} // namespace gesso::inference
