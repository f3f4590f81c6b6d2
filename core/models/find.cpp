// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/find.h"

#include "core/base/file.h"
#include "core/base/folders.h"
#include "core/base/path_text.h"
#include "core/models/folder_walk.h"
#include "core/models/hub_cache.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : value;
}

fs::path homeFolder()
{
    const std::string home = environment("HOME");
    return home.empty() ? fs::path("/") : fs::path(home);
}

fs::path ownFolder()
{
    return xdgFolder("XDG_DATA_HOME", fs::path(".local") / "share") / "gesso" / "models";
}

fs::path hubFolder()
{
    if (const std::string cache = environment("HF_HUB_CACHE"); !cache.empty()) {
        return cache;
    }
    const std::string home = environment("HF_HOME");
    return (home.empty() ? homeFolder() / ".cache" / "huggingface" : fs::path(home)) / "hub";
}

/// Where other tools keep their models, below the home folder.
constexpr std::array<const char*, 5> kOtherTools{
    "stable-diffusion-webui/models/Stable-diffusion",
    "ComfyUI/models/checkpoints",
    "ComfyUI/models/diffusers",
    "invokeai/models/sd-1/main",
    "invokeai/models/sd-2/main",
};

bool isWholeCheckpoint(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Sd1:
    case ModelKind::Sd1Inpaint:
    case ModelKind::Sd2:
    case ModelKind::Sd2Inpaint:
    case ModelKind::Sdxl:
    case ModelKind::SdxlInpaint:
    case ModelKind::SdxlRefiner:
    case ModelKind::Upscaler:
    case ModelKind::InstructPix2Pix:
        return true;
    default:
        return false;
    }
}

// The model that stands at `path` itself, if there is one.
std::optional<FoundModel> modelAt(const fs::path& path)
{
    std::error_code error;
    const fs::path resolved = resolvedSnapshot(path);
    if (fs::is_directory(resolved, error)) {
        if (!fs::exists(resolved / "model_index.json", error)) {
            return std::nullopt;
        }
        return FoundModel{modelName(resolved), resolved, ModelKind::DiffusersFolder};
    }
    if (path.extension() != ".safetensors") {
        return std::nullopt;
    }
    const Result<UniqueFd> descriptor = openForReading(path);
    const Result<SafetensorsHeader> header =
        descriptor ? SafetensorsHeader::read(descriptor->get()) : tl::unexpected(descriptor.error());
    if (!header || !isWholeCheckpoint(kindOf(*header))) {
        return std::nullopt;
    }
    return FoundModel{path.stem().string(), path, kindOf(*header)};
}

/// Whether a folder of this name holds what is no model in the Hugging Face cache, and may hold a great many files.
bool isOtherInHub(const std::string& name)
{
    return name == "blobs" || name.starts_with("datasets--") || name.starts_with("spaces--");
}

/// "sd15/anime/" of "sd15/anime/deep".
std::string folderOf(const std::string& place)
{
    return place.substr(0, place.rfind('/') + 1);
}

/// The models whose last name this is, which may have its file's extension.
std::vector<const FoundModel*> modelsCalled(std::string_view name, const std::vector<FoundModel>& models)
{
    constexpr std::string_view kExtension = ".safetensors";
    const std::string_view stem = name.ends_with(kExtension) ? name.substr(0, name.size() - kExtension.size()) : name;
    std::vector<const FoundModel*> called;
    for (const FoundModel& model : models) {
        const bool isIt = model.name == stem || model.name.ends_with("/" + std::string(stem));
        if (model.name == name) {
            return {&model};
        }
        if (isIt && (stem == name || model.kind != ModelKind::DiffusersFolder)) {
            called.push_back(&model);
        }
    }
    return called;
}

} // namespace

std::vector<fs::path> modelFolders()
{
    std::vector<fs::path> folders;
    const std::string listed = environment("GESSO_MODELS");
    for (std::size_t start = 0; start < listed.size();) {
        const std::size_t end = std::min(listed.find(':', start), listed.size());
        if (end > start) {
            folders.emplace_back(listed.substr(start, end - start));
        }
        start = end + 1;
    }
    folders.push_back(ownFolder());
    folders.push_back(hubFolder());
    for (const char* other : kOtherTools) {
        std::error_code error;
        if (const fs::path folder = homeFolder() / other; fs::is_directory(folder, error)) {
            folders.push_back(folder);
        }
    }
    return folders;
}

std::vector<FoundModel> findModels(const std::vector<fs::path>& folders)
{
    std::vector<FoundModel> models;
    for (const fs::path& folder : folders) {
        walkFolder(folder, [&models](const WalkedEntry& entry) {
            if (entry.isFolder && isOtherInHub(entry.path.filename().string())) {
                return false;
            }
            std::optional<FoundModel> model = modelAt(entry.path);
            if (model) {
                model->name = folderOf(entry.place) + model->name;
                models.push_back(std::move(*model));
            }
            return !model;
        });
    }
    std::stable_sort(models.begin(), models.end(),
                     [](const FoundModel& a, const FoundModel& b) { return a.name < b.name; });
    const auto repeated = std::unique(models.begin(), models.end(),
                                      [](const FoundModel& a, const FoundModel& b) { return a.name == b.name; });
    models.erase(repeated, models.end());
    return models;
}

Result<fs::path> modelNamed(std::string_view pathOrName, const std::vector<fs::path>& folders)
{
    std::error_code error;
    for (const fs::path& path : {fs::path(pathOrName), pathOfText(pathOrName)}) {
        if (fs::exists(path, error)) {
            return fs::absolute(path, error);
        }
    }
    const std::vector<FoundModel> models = findModels(folders);
    const std::vector<const FoundModel*> called = modelsCalled(pathOrName, models);
    if (called.size() == 1) {
        return called.front()->path;
    }
    if (!called.empty()) {
        constexpr std::size_t kShown = 5;
        std::string names;
        for (std::size_t i = 0; i < std::min(called.size(), kShown); ++i) {
            names += (i == 0 ? "'" : ", '") + called[i]->name + "'";
        }
        return fail(ErrorCode::ModelNotFound, "There are several models called '" + std::string(pathOrName) +
                                                  "': name one of them with its folder, " + names +
                                                  (called.size() > kShown ? " ..." : "") + ".");
    }
    std::string searched;
    for (const fs::path& folder : folders) {
        searched += (searched.empty() ? "'" : ", '") + folder.string() + "'";
    }
    return fail(ErrorCode::ModelNotFound, "There is no model '" + std::string(pathOrName) +
                                              "', neither as a path nor by name in " + searched +
                                              ": check the spelling; 'gesso-cli models' lists what there is.");
}

} // namespace gesso
