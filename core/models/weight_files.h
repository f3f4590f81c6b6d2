// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Where the weights of one part of a diffusers folder stand: in one safetensors file, or in several with an index.
struct WeightFiles {
    std::filesystem::path folder;
    std::string file;                             ///< the one file; empty when there are shards
    std::map<std::string, std::string> weightMap; ///< tensor -> file in `folder`; empty when there is one file
    std::string variant;                          ///< "fp16", or empty for the plain files

    /// All files, each once.
    [[nodiscard]] std::vector<std::filesystem::path> paths() const;
};

/// Finds the weights in a part's folder; `stem` is "diffusion_pytorch_model", or "model" for text encoders. The plain
/// files are preferred, then those of the fp16 variant. Errors (ModelDamaged) name what is there instead: only pickles
/// (with how to convert them), nothing, or an index that cannot be used.
[[nodiscard]] Result<WeightFiles> findWeightFiles(const std::filesystem::path& folder, std::string_view stem);

} // namespace gesso
