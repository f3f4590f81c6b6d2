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

#include <fcntl.h>
#include <unistd.h>

namespace gesso {
namespace {

constexpr std::uint64_t kSd1Width = 768, kSd2Width = 1024, kSdxlWidth = 2048; // of texts

/// A number of the config of a folder's UNet; 0 where there is none.
std::uint64_t configNumber(const FoundModel& folder, const char* key)
{
    const auto config = readJsonObject(resolvedSnapshot(folder.path) / "unet" / "config.json");
    if (!config) {
        return 0;
    }
    const auto found = config->find(key);
    return found != config->end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

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

std::uint64_t textWidthOf(const FoundModel& model)
{
    switch (model.kind) {
    case ModelKind::DiffusersFolder:
        return configNumber(model, "cross_attention_dim");
    case ModelKind::Sd1:
    case ModelKind::Sd1Inpaint:
    case ModelKind::InstructPix2Pix:
        return kSd1Width;
    case ModelKind::Sd2:
    case ModelKind::Sd2Inpaint:
        return kSd2Width;
    case ModelKind::Sdxl:
    case ModelKind::SdxlInpaint:
        return kSdxlWidth;
    default:
        return 0;
    }
}

std::uint64_t loraTextWidth(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return 0;
    }
    const Result<SafetensorsHeader> header = SafetensorsHeader::read(descriptor);
    ::close(descriptor);
    return header ? loraTextWidth(*header) : 0;
}

std::string familyOf(const FoundModel& model)
{
    if (model.kind != ModelKind::DiffusersFolder) {
        return std::string(name(model.kind));
    }
    constexpr std::uint64_t kInpaintChannels = 9;
    const std::uint64_t width = textWidthOf(model);
    if (width != kSd1Width && width != kSd2Width) {
        return "other";
    }
    const bool inpaints = configNumber(model, "in_channels") == kInpaintChannels;
    return std::string(name(width == kSd1Width ? (inpaints ? ModelKind::Sd1Inpaint : ModelKind::Sd1)
                                               : (inpaints ? ModelKind::Sd2Inpaint : ModelKind::Sd2)));
}

} // namespace gesso
