// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_key.h"

#include <array>
#include <utility>

namespace gesso::inference {
namespace {

using enum LoraPart;

/// Where one ending ends with another, the longer one stands first.
constexpr std::array<std::pair<std::string_view, LoraPart>, 35> kEndings{{
    {".lora_linear_layer.down.weight", Down},
    {".lora_linear_layer.up.weight", Up},
    {".lora.down.weight", Down},
    {".lora.up.weight", Up},
    {"_lora.down.weight", Down},
    {"_lora.up.weight", Up},
    {".lora_down.weight", Down},
    {".lora_up.weight", Up},
    {".lora_mid.weight", Mid},
    {".lora_A.weight", Down},
    {".lora_B.weight", Up},
    {".lora_A.default.weight", Down},
    {".lora_B.default.weight", Up},
    {".alpha", Alpha},
    {".dora_scale", Magnitude},
    {".lora_magnitude_vector.default.weight", MagnitudeOfOutputs},
    {".lora_magnitude_vector.weight", MagnitudeOfOutputs},
    {".lora_magnitude_vector", MagnitudeOfOutputs},
    {".hada_w1_a", Hada1A},
    {".hada_w1_b", Hada1B},
    {".hada_t1", Hada1T},
    {".hada_w2_a", Hada2A},
    {".hada_w2_b", Hada2B},
    {".hada_t2", Hada2T},
    {".lokr_w1_a", Kron1A},
    {".lokr_w1_b", Kron1B},
    {".lokr_w1", Kron1},
    {".lokr_w2_a", Kron2A},
    {".lokr_w2_b", Kron2B},
    {".lokr_t2", Kron2T},
    {".lokr_w2", Kron2},
    {".diff", Difference},
    {".diff_b", BiasDifference},
    {".w_norm", Difference},
    {".b_norm", BiasDifference},
}};

} // namespace

std::optional<LoraKey> splitLoraKey(std::string_view name)
{
    for (const auto& [ending, part] : kEndings) {
        if (name.ends_with(ending)) {
            name.remove_suffix(ending.size());
            return LoraKey{name, part};
        }
    }
    return std::nullopt;
}

} // namespace gesso::inference
