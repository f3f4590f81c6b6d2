// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/safetensors_header.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gesso {

/// What a model, or a file of weights, is.
enum class ModelKind : std::uint8_t {
    Unknown,
    DiffusersFolder,
    Sd1,
    Sd1Inpaint,
    Sd2,
    Sd2Inpaint,
    Sdxl,
    SdxlInpaint,
    SdxlRefiner,
    Upscaler,
    InstructPix2Pix,
    ControlNet,
    Unet,        ///< one part of a diffusers folder
    Vae,         ///< in diffusers' or in LDM's names
    TextEncoder, ///< one part of a diffusers folder
    Lora,
    Embedding, ///< textual inversion
};

/// Stable name for JSON: "sd1-inpaint".
[[nodiscard]] std::string_view name(ModelKind kind) noexcept;
/// For people: "Stable Diffusion 1 inpainting checkpoint (single file)".
[[nodiscard]] std::string_view description(ModelKind kind) noexcept;

/// "Stable Diffusion 1", 2 or XL by the width of the texts that a model reads, of an embedding's vectors or of a LoRA's
/// text layers; empty for other widths.
[[nodiscard]] std::string_view familyOfTextWidth(std::uint64_t width) noexcept;

/// Why an add-on made for texts of the one width does not fit a model of the other: "It is for Stable Diffusion 2 (1024
/// wide); the model is Stable Diffusion 1 (768 wide)". `made` may be a family that is known in another way.
[[nodiscard]] std::string widthMismatch(std::string_view what, std::uint64_t width, std::uint64_t modelWidth,
                                        std::string_view made = {});

/// The width of the texts that the model of a LoRA reads, by the shapes of its layers; 0 where none tells it.
[[nodiscard]] std::uint64_t loraTextWidth(const SafetensorsHeader& header);

/// Tells a file by the names and shapes of its tensors (diffusers 0.39, single_file_utils.infer_diffusers_model_type,
/// widened by parts, LoRA and embeddings). It cannot tell epsilon from v-prediction.
[[nodiscard]] ModelKind kindOf(const SafetensorsHeader& header);

} // namespace gesso
