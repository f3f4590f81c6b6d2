// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_list.h"

#include "core/base/path_text.h"
#include "core/models/hub_cache.h"
#include "core/models/json_file.h"
#include "core/models/model_kind.h"

#include "core/models/diffusers_folder.h"
#include "core/models/model_defaults.h"
#include "core/models/single_file.h"

namespace gesso {
namespace {

std::string problemOf(const FoundModel& model)
{
    if (model.kind != ModelKind::DiffusersFolder) {
        const Result<SingleFile> file = SingleFile::open(model.path);
        return file ? "" : file.error().message;
    }
    const Result<DiffusersFolder> folder = DiffusersFolder::open(model.path);
    return folder ? "" : folder.error().message;
}

} // namespace

std::vector<FoundModel> installedModels(const std::vector<std::filesystem::path>& folders,
                                        const std::filesystem::path& programFolder)
{
    std::vector<FoundModel> models = findModels(folders);
    if (const std::optional<std::filesystem::path> starter = starterModel(programFolder)) {
        models.insert(models.begin(), {std::string(kStarterName), *starter, ModelKind::DiffusersFolder});
    }
    return models;
}

std::vector<ListedModel> listModels(const std::vector<std::filesystem::path>& folders,
                                    const std::filesystem::path& programFolder)
{
    std::vector<ListedModel> listed;
    for (const FoundModel& model : installedModels(folders, programFolder)) {
        listed.push_back(listedModel(model));
    }
    return listed;
}

ListedModel listedModel(const FoundModel& model)
{
    ListedModel listed{model, {}, problemOf(model)};
    listed.defaults.model = textOfPath(model.path);
    if (listed.problem.empty()) {
        const Result<GenerationRequest> defaults = requestFor(model.path);
        listed.defaults = defaults.value_or(listed.defaults);
        listed.problem = defaults ? "" : defaults.error().message;
    }
    return listed;
}

std::string familyOf(const FoundModel& model)
{
    if (model.kind != ModelKind::DiffusersFolder) {
        return std::string(name(model.kind));
    }
    constexpr int kSd1Width = 768, kSd2Width = 1024, kInpaintChannels = 9;
    const auto config = readJsonObject(resolvedSnapshot(model.path) / "unet" / "config.json");
    const auto number = [&config](const char* key) {
        const auto found = config->find(key);
        return found != config->end() && found->is_number_integer() ? found->get<int>() : 0;
    };
    const int width = config ? number("cross_attention_dim") : 0;
    if (width != kSd1Width && width != kSd2Width) {
        return "other";
    }
    const bool inpaints = number("in_channels") == kInpaintChannels;
    return std::string(name(width == kSd1Width ? (inpaints ? ModelKind::Sd1Inpaint : ModelKind::Sd1)
                                               : (inpaints ? ModelKind::Sd2Inpaint : ModelKind::Sd2)));
}

} // namespace gesso
