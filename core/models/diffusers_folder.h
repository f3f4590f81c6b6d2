// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/weight_files.h"

#include <nlohmann/json.hpp>

#include <string>

namespace gesso {

/// One network of a model: its config.json and where its weights stand.
struct ModelPart {
    nlohmann::json config;
    WeightFiles weights;
};

/// A Stable Diffusion model as diffusers saves it: a folder with model_index.json and a folder for each part.
///
/// open() checks that all parts are there and of classes that are known; what stands in the configs and in the weights
/// is for the networks to check.
struct DiffusersFolder {
    std::filesystem::path path;
    std::string name; ///< "owner/model" in the hub's cache, else the folder's name
    ModelPart unet, vae, textEncoder;
    nlohmann::json scheduler; ///< scheduler_config.json
    std::filesystem::path tokenizer;

    /// `path` may also be a repository of the Hugging Face cache (models--owner--model): its current snapshot is taken.
    /// Errors: ModelNotFound, ModelDamaged (a part is missing, which), ModelUnsupported (a class is not known, which).
    [[nodiscard]] static Result<DiffusersFolder> open(const std::filesystem::path& path);
};

} // namespace gesso
