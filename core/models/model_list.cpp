// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_list.h"

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
    listed.defaults.model = model.path.string();
    if (listed.problem.empty()) {
        const Result<GenerationRequest> defaults = requestFor(model.path);
        listed.defaults = defaults.value_or(listed.defaults);
        listed.problem = defaults ? "" : defaults.error().message;
    }
    return listed;
}

} // namespace gesso
