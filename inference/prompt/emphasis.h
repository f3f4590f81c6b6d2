// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/prompt_options.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// The embeddings of one chunk [1, N, D] under the weights of its N tokens.
///
/// With e the embeddings and w the weights: A1111 is e*w times mean(e)/mean(e*w), with the means over the whole chunk;
/// A1111NoNorm is e*w (both stable-diffusion-webui 1.10, modules/sd_emphasis.py); Comfy is z + (e - z)*w with z the
/// embeddings `empty` [1, N, D] of a chunk without content (ComfyUI 0.3, comfy/sd1_clip.py). Computed in float32; where
/// the mean of e*w is 0, it is left. Without a weight other than 1, `embeddings` itself.
[[nodiscard]] at::Tensor emphasised(const at::Tensor& embeddings, const std::vector<double>& weights,
                                    const at::Tensor& empty, Emphasis emphasis);

} // namespace gesso::inference
