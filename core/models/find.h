// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/models/model_kind.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A model in one of the known folders.
struct FoundModel {
    std::string name; ///< "sd15", "owner/model": what modelNamed() takes
    std::filesystem::path path;
    ModelKind kind = ModelKind::Unknown;
};

/// Where models are looked for, in this order: the folders of $GESSO_MODELS (separated by colons), Gesso's own folder
/// ($XDG_DATA_HOME/gesso/models, else ~/.local/share/gesso/models), and the Hugging Face cache ($HF_HUB_CACHE, else
/// $HF_HOME/hub, else ~/.cache/huggingface/hub), which need not exist; and where they exist the folders of other tools
/// in the home folder: stable-diffusion-webui, ComfyUI, invokeai.
[[nodiscard]] std::vector<std::filesystem::path> modelFolders();

/// The models in these folders: folders in diffusers' layout, one or two levels down (owner/model), repositories of the
/// Hugging Face cache, and single .safetensors files that are a whole checkpoint. Ordered by name; of two models of
/// one name the one in the earlier folder. What cannot be read is passed over.
[[nodiscard]] std::vector<FoundModel> findModels(const std::vector<std::filesystem::path>& folders);

/// The path of a model given by path or by name. Error: ModelNotFound, which names the folders that were searched.
[[nodiscard]] Result<std::filesystem::path> modelNamed(std::string_view pathOrName,
                                                       const std::vector<std::filesystem::path>& folders);

} // namespace gesso
