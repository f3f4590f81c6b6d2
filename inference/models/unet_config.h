// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace gesso::inference {

/// One resolution of a UNet, the finest first. Down and up block of a level share all but the kind.
struct UNetLevel {
    std::int64_t channels = 320;
    std::int64_t layers = 2; ///< resnets of the down block; the up block has one more
    std::int64_t heads = 8;
    std::int64_t transformerLayers = 1;
    bool downAttention = true; ///< CrossAttnDownBlock2D rather than DownBlock2D
    bool upAttention = true;   ///< CrossAttnUpBlock2D rather than UpBlock2D
    bool onlyCrossAttention = false;
};

/// What the config.json of a UNet2DConditionModel says, as far as it shapes the network.
struct UNetConfig {
    /// Throws EngineError(ModelUnsupported) naming the field that this version cannot do.
    [[nodiscard]] static UNetConfig fromJson(const nlohmann::json& json);

    std::int64_t inChannels = 4;
    std::int64_t outChannels = 4;
    std::vector<UNetLevel> levels;
    std::int64_t contextWidth = 1280; ///< cross_attention_dim
    std::int64_t groups = 32;
    double eps = 1e-5;
    std::int64_t downsamplePadding = 1;
    std::int64_t timeWidth = 1280; ///< of the time embedding
    bool flipSinToCos = true;
    double freqShift = 0;
    std::int64_t guidanceWidth = 0; ///< of the sines that tell a distilled network its guidance; 0: it is not told
    bool centerInput = false;       ///< the network sees 2x - 1
    std::int64_t convInKernel = 3;
    std::int64_t convOutKernel = 3;
    std::optional<std::array<std::int64_t, 2>> sampleSize; ///< height and width of the latents it was trained on
};

} // namespace gesso::inference
