// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/models/model_kind.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gesso {

/// A count of the tensors in some files.
struct TensorCount {
    std::uint64_t tensors = 0;
    std::uint64_t parameters = 0;                ///< elements of all tensors
    std::uint64_t bytes = 0;                     ///< of the files
    std::map<std::string, std::uint64_t> byType; ///< tensors by stored type: "F16" -> 686

    void add(const SafetensorsHeader& header);
};

/// One part of a diffusers folder.
struct InspectedPart {
    std::string name;      ///< "unet"
    std::string className; ///< "UNet2DConditionModel"
    std::string variant;   ///< "fp16", or empty
    TensorCount count;     ///< zero for parts without weights
};

/// What `inspect` found out about a file or folder.
struct ModelDescription {
    std::filesystem::path path;
    std::string name;
    ModelKind kind = ModelKind::Unknown;
    TensorCount count;                ///< of the file, or of all parts together
    std::string pipelineClass;        ///< of a folder
    std::vector<InspectedPart> parts; ///< of a folder
    std::string scheduler, predictionType;
    std::map<std::string, std::string> metadata; ///< of a file: its "__metadata__"
    std::vector<std::string> problems;           ///< why it cannot be used as it is; whole sentences
};

/// Describes a safetensors file or a folder in diffusers' layout. What is damaged or missing in a folder becomes a
/// problem in the description; an error is returned only where there is nothing to describe (not there, not readable,
/// a file that is not safetensors: its true nature is named).
[[nodiscard]] Result<ModelDescription> inspect(const std::filesystem::path& path);

[[nodiscard]] nlohmann::json toJson(const ModelDescription& description);
/// Several lines for people, each ending in a newline.
[[nodiscard]] std::string toText(const ModelDescription& description);

} // namespace gesso
