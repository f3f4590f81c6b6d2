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

/// What a model's networks, scheduler and tokenizer are like, without weights.
struct ModelConfigs {
    nlohmann::json unet, vae, textEncoder; ///< config.json of each
    nlohmann::json scheduler;              ///< scheduler_config.json
    std::filesystem::path tokenizer;       ///< folder of vocab.json and merges.txt, or tokenizer.json
};

/// Reads the configs in a folder of diffusers' layout, which needs neither weights nor model_index.json. Errors:
/// ModelDamaged naming what is missing or wrong.
[[nodiscard]] Result<ModelConfigs> readModelConfigs(const std::filesystem::path& folder);

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
