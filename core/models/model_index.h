// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace gesso {

/// What model_index.json says: the pipeline's class, and the class of each part that the model has.
struct ModelIndex {
    std::string pipelineClass;                  ///< "StableDiffusionPipeline"
    std::map<std::string, std::string> classes; ///< "unet" -> "UNet2DConditionModel"; absent parts are left out
};

/// Reads the model_index.json of a folder in diffusers' layout. Errors: ModelNotFound when there is no such file or
/// folder, ModelDamaged when it cannot be used.
[[nodiscard]] Result<ModelIndex> readModelIndex(const std::filesystem::path& folder);

} // namespace gesso
