// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/base/engine_error.h"
#include "inference/lora/lora_targets.h"
#include "inference/weights/safetensors_file.h"

#include <filesystem>

namespace gesso::inference {

/// Tensors of a LoRA file, by name, that cannot be merged into a model.
struct LoraMismatch {
    std::vector<std::string> endings;  ///< no ending that is known: another method, or no LoRA at all
    std::vector<std::string> homeless; ///< of modules that the model does not have
    std::vector<std::string> misfits;  ///< of another shape than the model's

    [[nodiscard]] bool empty() const noexcept { return endings.empty() && homeless.empty() && misfits.empty(); }
};

/// The kind of model that a LoRA file seems to be made for, by its metadata, names and shapes: "Stable Diffusion XL".
/// Empty where nothing tells.
[[nodiscard]] std::string lorasModel(const SafetensorsHeader& header);

/// Whether what does not fit speaks of another kind of model, and not of a few tensors that are there for other tools.
[[nodiscard]] bool isOfAnotherModel(const SafetensorsHeader& header, const LoraTargets& targets,
                                    const LoraMismatch& mismatch);

/// The error for a file that does not fit the model of `targets`: its family and the model's; behind the first line,
/// for details, tensors by name.
[[nodiscard]] EngineError mismatchError(const std::filesystem::path& path, const SafetensorsHeader& header,
                                        const LoraTargets& targets, const LoraMismatch& mismatch);

} // namespace gesso::inference
