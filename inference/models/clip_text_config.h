// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/layers.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>

namespace gesso::inference {

/// What the config.json of a CLIPTextModel says. The defaults are those of transformers' CLIPTextConfig.
struct ClipTextConfig {
    /// Throws EngineError(ModelUnsupported) naming the field that this version cannot do.
    [[nodiscard]] static ClipTextConfig fromJson(const nlohmann::json& json);

    std::int64_t vocabulary = 49408;
    std::int64_t positions = 77;
    std::int64_t width = 512; ///< hidden_size: what cross_attention_dim of the UNet must be
    std::int64_t mlpWidth = 2048;
    std::int64_t layers = 12;
    std::int64_t heads = 8;
    Activation activation = Activation::QuickGelu;
    double eps = 1e-5;
};

} // namespace gesso::inference
