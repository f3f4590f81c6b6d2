// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gesso::inference {

/// What a tensor of a LoRA file is for its module.
///
/// LoRA (Hu et al. 2021, arXiv 2106.09685): Up, Down, and for convolutions Mid. LyCORIS (Yeh et al. 2023, arXiv
/// 2309.14859): LoHa has the Hada parts, LoKr the Kron parts. DoRA (Liu et al. 2024, arXiv 2402.09353): a magnitude.
enum class LoraPart : std::uint8_t {
    Up,
    Down,
    Mid,
    Alpha,
    Magnitude,          ///< of LyCORIS: one number for each output [O, 1, ..], or each input [1, I, ..]
    MagnitudeOfOutputs, ///< of PEFT: one number for each output
    Hada1A,
    Hada1B,
    Hada1T,
    Hada2A,
    Hada2B,
    Hada2T,
    Kron1,
    Kron1A,
    Kron1B,
    Kron2,
    Kron2A,
    Kron2B,
    Kron2T,
    Difference,
    BiasDifference,
};

/// A tensor's name in a LoRA file, taken apart.
struct LoraKey {
    std::string_view stem; ///< names the module, in the way of the file's writer
    LoraPart part = LoraPart::Up;
};

/// Takes a name apart by its ending, as kohya's sd-scripts, LyCORIS, PEFT and diffusers (since 0.11) write it. Nothing
/// where the ending is not known.
[[nodiscard]] std::optional<LoraKey> splitLoraKey(std::string_view name);

} // namespace gesso::inference
