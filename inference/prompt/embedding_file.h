// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>

namespace gesso::inference {

/// Reads a textual inversion (Gal et al. 2022, arXiv 2208.01618): vectors [n, width] float32 that stand for a word, at
/// least one. The file is a safetensors with one tensor, [n, width] or [width]: under "emb_params" as A1111 writes it,
/// or under the word itself as diffusers does.
///
/// Throws EngineError naming the file: ModelUnsupported for PyTorch's own formats and for what is made for SDXL
/// ("clip_g"), ModelDamaged for anything else that is no such tensor.
[[nodiscard]] at::Tensor readEmbeddingFile(const std::filesystem::path& path);

} // namespace gesso::inference
