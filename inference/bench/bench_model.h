// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string_view>

namespace gesso::inference {

/// The configs and weights of the networks that are to be measured, from files or made up.
struct BenchModel {
    /// A folder in diffusers' layout. Throws EngineError as ModelFiles::open does.
    [[nodiscard]] static BenchModel open(const std::filesystem::path& folder);
    /// Random weights for a family's real sizes, "sd15" or "sd21", or for "tiny", a network of seconds. Throws
    /// EngineError(InvalidRequest) for other names.
    [[nodiscard]] static BenchModel synthetic(std::string_view family);

    nlohmann::json textConfig, unetConfig, vaeConfig, schedulerConfig;
    std::shared_ptr<WeightSource> text, unet, vae;
};

} // namespace gesso::inference
