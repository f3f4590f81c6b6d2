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
    std::string name; ///< "sd15", "owner/model", "sd15/anime/deep": what modelNamed() takes
    std::filesystem::path path;
    ModelKind kind = ModelKind::Unknown;
};

/// Where models are looked for, in this order: the folders of $GESSO_MODELS (separated by colons), Gesso's own folder
/// ($XDG_DATA_HOME/gesso/models, else ~/.local/share/gesso/models), and the Hugging Face cache ($HF_HUB_CACHE, else
/// $HF_HOME/hub, else ~/.cache/huggingface/hub), which need not exist; and where they exist the folders of other tools
/// in the home folder: stable-diffusion-webui, ComfyUI, invokeai.
[[nodiscard]] std::vector<std::filesystem::path> modelFolders();

/// The models in these folders at any depth (folder_walk.h): folders in diffusers' layout, repositories of the Hugging
/// Face cache, and single .safetensors files that are a whole checkpoint. Names have the folders that they stand in.
/// Ordered by name; of two models of one name the one in the earlier folder. What cannot be read is passed over.
[[nodiscard]] std::vector<FoundModel> findModels(const std::vector<std::filesystem::path>& folders);

/// The path of a model given by path (as it is, or as text of path_text.h) or by name, with or without the folders
/// before it where only one has that name. Error: ModelNotFound, which names the folders that were searched, or the
/// models that may be meant.
[[nodiscard]] Result<std::filesystem::path> modelNamed(std::string_view pathOrName,
                                                       const std::vector<std::filesystem::path>& folders);

} // namespace gesso
