// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <string_view>

namespace gesso::inference {

/// The networks that LoRAs change.
enum class LoraNetwork : std::uint8_t { UNet, TextEncoder };

/// A module of a model that a LoRA can change.
struct LoraTarget {
    LoraNetwork network = LoraNetwork::UNet;
    std::string module;              ///< "down_blocks.0.attentions.0.proj_in"
    std::vector<std::int64_t> shape; ///< of its weight, as stored
    bool bias = false;               ///< whether it has one
};

/// What a model has that LoRA files can name, under all the names that they have for it.
///
/// The names of kohya's files cannot be taken apart, as "_" stands for "." too; so each of the model's own names is put
/// into each writer's form, and looked up.
class LoraTargets {
public:
    LoraTargets(const WeightSource& unet, const WeightSource& textEncoder);

    /// The module of this stem (lora_key.h), or nullptr.
    [[nodiscard]] const LoraTarget* find(std::string_view stem) const;

    /// Width of the text that the UNet takes: 768 in Stable Diffusion 1, 1024 in 2. 0 where it takes none.
    [[nodiscard]] std::int64_t textWidth() const noexcept { return m_textWidth; }

private:
    void addUNet(const WeightSource& weights);
    void addTextEncoder(const WeightSource& weights);
    void add(std::string stem, std::size_t target);

    std::vector<LoraTarget> m_targets;
    std::map<std::string, std::size_t, std::less<>> m_places; ///< in m_targets, by stem
    std::int64_t m_textWidth = 0;
};

} // namespace gesso::inference
