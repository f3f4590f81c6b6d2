// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace gesso::inference {

/// x [B, ...] repeated along the batch until it has `batch` rows, in the order [all of x, all of x, ...]; x itself when
/// it has them already. `batch` is a multiple of B. Keeps channels-last memory.
[[nodiscard]] at::Tensor repeatBatch(const at::Tensor& x, std::int64_t batch);

/// A picture [B, C, H, W] as tokens [B, H*W, C]: free of copies for channels-last memory.
[[nodiscard]] at::Tensor pictureToTokens(const at::Tensor& x);

/// Tokens [B, H*W, C] as a channels-last picture [B, C, H, W], without a copy.
[[nodiscard]] at::Tensor tokensToPicture(const at::Tensor& tokens, std::int64_t height, std::int64_t width);

} // namespace gesso::inference
