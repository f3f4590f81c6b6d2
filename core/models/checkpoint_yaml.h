// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace gesso {

/// What a checkpoint's training config (CompVis' latent-diffusion, "v2-inference-v.yaml") says of how it is sampled.
struct CheckpointYaml {
    std::string predictionType;               ///< "epsilon", "v_prediction", "sample"; empty where it does not say
    std::optional<double> betaStart, betaEnd; ///< both or none
};

/// The config that stable-diffusion-webui, Forge and SD.Next read beside FILE.safetensors: FILE.yaml, or FILE.yml.
/// Nothing where there is none.
[[nodiscard]] std::optional<std::filesystem::path> yamlBeside(const std::filesystem::path& file);

/// Reads such a config: model.params.parameterization ("eps", "v", "x0"), linear_start and linear_end. What is not
/// known in it is passed over. Errors: those of readFile, for at most 256 KiB; ModelDamaged for what is no YAML, or a
/// parameterization that is not known, with what to do.
[[nodiscard]] Result<CheckpointYaml> readCheckpointYaml(const std::filesystem::path& path);

} // namespace gesso
