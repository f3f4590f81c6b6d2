// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>

namespace gesso::inference {

/// Reads a textual inversion (Gal et al. 2022, arXiv 2208.01618): vectors [n, width] float32 that stand for a word, at
/// least one. The file holds one such tensor, [n, width] or [width]: as safetensors under "emb_params" (A1111) or under
/// the word itself (diffusers), or as .pt or .bin of torch.save() under string_to_param (A1111) or under the word
/// (diffusers), which is read as data: nothing in it runs.
///
/// Throws EngineError naming the file: ModelUnsupported for files of PyTorch before 1.6 and for what is made for SDXL
/// ("clip_g"), ModelDamaged for anything else that is no such tensor.
[[nodiscard]] at::Tensor readEmbeddingFile(const std::filesystem::path& path);

/// The vectors under this name in a file; throws likewise.
[[nodiscard]] at::Tensor readEmbedding(const WeightSource& file, const std::string& tensor,
                                       const std::filesystem::path& path);

} // namespace gesso::inference
