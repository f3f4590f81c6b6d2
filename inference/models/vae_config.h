// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace gesso::inference {

/// What the config.json of an AutoencoderKL says.
struct VaeConfig {
    /// Throws EngineError(ModelUnsupported) naming the field that this version cannot do.
    [[nodiscard]] static VaeConfig fromJson(const nlohmann::json& json);

    /// Pixels per latent, in each direction.
    [[nodiscard]] std::int64_t pixelsPerLatent() const noexcept
    {
        return std::int64_t{1} << (blockOutChannels.size() - 1);
    }

    std::int64_t inChannels = 3;
    std::int64_t outChannels = 3;
    std::int64_t latentChannels = 4;
    std::vector<std::int64_t> blockOutChannels; ///< the finest resolution first
    std::int64_t layersPerBlock = 1;            ///< resnets of an encoder block; a decoder block has one more
    std::int64_t groups = 32;
    bool midAttention = true;
    bool quantConv = true;
    bool postQuantConv = true;
    double scalingFactor = 0.18215; ///< the diffusion works on latents times this
    std::int64_t sampleSize = 32;   ///< side of the pictures it was trained on; the tile size of tiled decoding
};

} // namespace gesso::inference
