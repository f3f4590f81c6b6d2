// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/diffusers_folder.h"
#include "core/models/model_kind.h"

#include <optional>
#include <string_view>

namespace gesso {

/// A whole checkpoint in one safetensors file, with the settings that its family has, or that are told beside it.
///
/// Beside FILE.safetensors may stand FILE.json with what cannot be seen from the weights: "prediction" ("epsilon",
/// "velocity"), "config" (a folder in diffusers' layout, whose configs and tokenizer are taken instead of the family's;
/// relative to the file), and the keys of gesso.json (model_defaults.h). A FILE.json of another tool (webui's
/// "activation text" ...) counts as none.
struct SingleFile {
    std::filesystem::path path;
    ModelKind kind = ModelKind::Unknown;
    ModelConfigs configs;
    nlohmann::json notes; ///< FILE.json; an empty object where there is none

    /// Reads the header, the notes, FILE.yaml (checkpoint_yaml.h) and the configs. What the model predicts is taken
    /// from the notes; else from FILE.yaml; else from the file's own metadata ("modelspec.prediction_type") or its
    /// tensor "v_pred"; else Stable Diffusion 1 and inpainting models predict noise, and of Stable Diffusion 2 the
    /// spread of one bias tells (looksLikeVelocity). Errors: FileNotReadable; ModelDamaged for what is no safetensors
    /// file, or a FILE.json or FILE.yaml that cannot be used; ModelUnsupported for other kinds of files.
    [[nodiscard]] static Result<SingleFile> open(const std::filesystem::path& path);
};

/// The folder that may hold notes on a single file: "model.safetensors" -> "model.json".
[[nodiscard]] std::filesystem::path notesBeside(const std::filesystem::path& file);

/// Configs and tokenizer of a family, which ship with Gesso: in ../share/gesso/families beside the program, else in the
/// source tree. Nothing for kinds that cannot be run.
[[nodiscard]] std::optional<std::filesystem::path> familyFolder(ModelKind kind);

/// Whether a Stable Diffusion 2 checkpoint predicts velocity: the 768-pixel models, tuned for it, have a wide spread
/// (above 0.09) in the bias of the last attention block's first norm, where the 512-pixel ones have a narrow one
/// (ComfyUI's supported_models, SD20.model_type). True as well where the file does not have this tensor.
[[nodiscard]] Result<bool> looksLikeVelocity(int descriptor, const SafetensorsHeader& header);

} // namespace gesso
