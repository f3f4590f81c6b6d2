// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_index.h"

#include "core/models/json_file.h"

#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

Error noIndex(const fs::path& folder)
{
    std::error_code error;
    const std::string name = "'" + folder.string() + "'";
    if (!fs::exists(folder, error)) {
        return {ErrorCode::ModelNotFound, "There is no model " + name + ": check the path."};
    }
    if (!fs::is_directory(folder, error)) {
        return {ErrorCode::ModelNotFound, name + " is not a folder: name a model's folder in diffusers' layout."};
    }
    const bool isPart = fs::exists(folder / "config.json", error);
    return {ErrorCode::ModelNotFound,
            name + " has no model_index.json: " +
                (isPart ? "it is one part of a model; name the folder above it."
                        : "name the folder that holds it, with unet, vae, text_encoder, tokenizer and scheduler.")};
}

} // namespace

Result<ModelIndex> readModelIndex(const fs::path& folder)
{
    std::error_code error;
    const fs::path path = folder / "model_index.json";
    if (!fs::exists(fs::symlink_status(path, error))) {
        return tl::unexpected(noIndex(folder));
    }
    const Result<nlohmann::json> json = readJsonObject(path);
    if (!json) {
        return tl::unexpected(json.error());
    }
    ModelIndex index{.pipelineClass = textOf(*json, "_class_name"), .classes = {}};
    if (index.pipelineClass.empty()) {
        return fail(ErrorCode::ModelDamaged,
                    "'" + path.string() + "' names no pipeline (_class_name): download the model's folder again.");
    }
    for (const auto& [part, value] : json->items()) {
        // ["diffusers", "UNet2DConditionModel"]; [null, null] stands for a part that the model does not have.
        if (value.is_array() && value.size() == 2 && value[1].is_string()) {
            index.classes.emplace(part, value[1].get<std::string>());
        }
    }
    return index;
}

} // namespace gesso
