// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace gesso::inference {

/// Whether flashAttention() takes these: fp32 on AVX-512, bf16 (even head width) on AVX512-bf16; on the CPU; at least
/// one key; last dimension contiguous.
[[nodiscard]] bool canFlashAttend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads);

/// softmax(q k^T / sqrt(d)) v for each of `heads` heads of width d = C / heads, with q [B, N, C], k and v [B, M, C];
/// rows may be strided. Returns [B, N, C], contiguous.
///
/// Flash attention (Dao et al., 2022) on oneDNN's matrix micro-kernels: keys and values are packed once per head; then
/// each block of queries meets the keys block by block, with a running maximum and sum in fp32, so that scores never
/// leave the cache.
[[nodiscard]] at::Tensor flashAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                        std::int64_t heads);

} // namespace gesso::inference
