// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/layers.h"

namespace gesso::inference {

/// Whether fusedGroupNorm() takes these: fp32 on AVX-512, bf16 on AVX512-bf16; [B, C, H, W] with any elements at all;
/// SiLU or no activation; `shift`, where given, [B, C].
[[nodiscard]] bool canFuseGroupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                                    const at::Tensor& shift);

/// GroupNorm of x + shift, then the activation, in two passes over channels-last memory. Means and variances are
/// gathered by blocks of 64 positions in fp32 and merged in double (Chan et al., 1979), so the result depends on
/// neither the number of threads nor the batch.
[[nodiscard]] at::Tensor fusedGroupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                                        const at::Tensor& shift);

} // namespace gesso::inference
