// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/lora/lora_targets.h"
#include "inference/weights/safetensors_file.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace gesso::inference {

/// The scales of files that have no alpha of their own beside each module, as PEFT writes them.
///
/// Its settings stand in the file's metadata (diffusers since 0.34, "lora_adapter_metadata") or, for a folder of PEFT's
/// own, in adapter_config.json beside the file. Without any, the scale is 1, as in diffusers 0.39.
class LoraScales {
public:
    LoraScales(const SafetensorsFile& file, const std::filesystem::path& path);

    /// alpha / rank, or alpha / sqrt(rank) where the settings have use_rslora (Kalajdzievski 2023, arXiv 2312.03732).
    [[nodiscard]] double of(const LoraTarget& target, std::int64_t rank) const;

private:
    nlohmann::json m_settings; ///< an object; keys may begin with "unet." or "text_encoder."
};

} // namespace gesso::inference
