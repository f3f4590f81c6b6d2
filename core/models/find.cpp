// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/find.h"

#include "core/base/file.h"
#include "core/base/folders.h"
#include "core/models/hub_cache.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxEntries = 10'000; ///< of one folder; a hub cache of hundreds of models has some hundred

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

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && entries.size() < kMaxEntries;
         entry.increment(error)) {
        if (!entry->path().filename().string().starts_with('.')) {
            entries.push_back(entry->path());
        }
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

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

// Adds the models below a folder; `levels` folders deep, where a folder is not a model itself.
void addModels(const fs::path& folder, int levels, const std::string& prefix, std::vector<FoundModel>& models)
{
    std::error_code error;
    for (const fs::path& entry : entriesOf(folder)) {
        if (std::optional<FoundModel> model = modelAt(entry)) {
            model->name = prefix + model->name;
            models.push_back(std::move(*model));
        } else if (levels > 1 && fs::is_directory(entry, error)) {
            addModels(entry, levels - 1, prefix + entry.filename().string() + "/", models);
        }
    }
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
    constexpr int kLevels = 2;
    std::vector<FoundModel> models;
    for (const fs::path& folder : folders) {
        addModels(folder, kLevels, "", models);
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
    if (fs::exists(fs::path(pathOrName), error)) {
        return fs::absolute(fs::path(pathOrName), error);
    }
    for (const FoundModel& model : findModels(folders)) {
        if (model.name == pathOrName) {
            return model.path;
        }
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
