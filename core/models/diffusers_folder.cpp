// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/diffusers_folder.h"

#include "core/models/hub_cache.h"
#include "core/models/json_file.h"
#include "core/models/model_index.h"

#include <algorithm>
#include <array>
#include <span>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kPipelines{
    "StableDiffusionPipeline",         "StableDiffusionImg2ImgPipeline",
    "StableDiffusionInpaintPipeline",  "StableDiffusionInpaintPipelineLegacy",
    "StableDiffusionPanoramaPipeline",
};
constexpr std::array<std::string_view, 1> kUnets{"UNet2DConditionModel"};
constexpr std::array<std::string_view, 1> kVaes{"AutoencoderKL"};
constexpr std::array<std::string_view, 2> kTextEncoders{"CLIPTextModel", "CLIPTextModelWithProjection"};
constexpr std::array<std::string_view, 2> kTokenizers{"CLIPTokenizer", "CLIPTokenizerFast"};

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

tl::unexpected<Error> damaged(const fs::path& model, const std::string& cause)
{
    return fail(ErrorCode::ModelDamaged,
                "The model '" + model.string() + "' is not whole: " + cause + "; download the model's folder again.");
}

Result<> checkPipeline(const fs::path& model, const ModelIndex& index)
{
    if (std::find(kPipelines.begin(), kPipelines.end(), index.pipelineClass) == kPipelines.end()) {
        return fail(ErrorCode::ModelUnsupported, "The model '" + model.string() + "' is a " + index.pipelineClass +
                                                     ", which is not supported: use a Stable Diffusion 1 or 2 model.");
    }
    return {};
}

// Checks that the model has the part, of one of the known classes, in a folder of its own.
Result<fs::path> partFolder(const fs::path& model, const ModelIndex& index, const std::string& part,
                            std::span<const std::string_view> knownClasses)
{
    const auto entry = index.classes.find(part);
    if (entry == index.classes.end()) {
        return damaged(model, "its model_index.json names no " + part);
    }
    const std::string& className = entry->second;
    if (!knownClasses.empty() && std::find(knownClasses.begin(), knownClasses.end(), className) == knownClasses.end()) {
        return fail(ErrorCode::ModelUnsupported,
                    "The " + part + " of the model '" + model.string() + "' is a " + className +
                        ", which is not supported; known: " + std::string(knownClasses.front()) + ".");
    }
    if (!isThere(model / part)) {
        return damaged(model, "its folder '" + part + "' is missing");
    }
    return model / part;
}

Result<nlohmann::json> partConfig(const fs::path& model, const std::string& part, const char* file)
{
    if (!isThere(model / part / file)) {
        return damaged(model, "the file '" + part + "/" + file + "' is missing");
    }
    return readJsonObject(model / part / file);
}

Result<ModelPart> network(const fs::path& model, const ModelIndex& index, const std::string& part,
                          std::span<const std::string_view> knownClasses, std::string_view stem)
{
    const Result<fs::path> folder = partFolder(model, index, part, knownClasses);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    Result<nlohmann::json> config = partConfig(model, part, "config.json");
    if (!config) {
        return tl::unexpected(config.error());
    }
    Result<WeightFiles> weights = findWeightFiles(*folder, stem);
    if (!weights) {
        return tl::unexpected(weights.error());
    }
    return ModelPart{std::move(*config), std::move(*weights)};
}

Result<fs::path> wholeTokenizer(const fs::path& model)
{
    const fs::path folder = model / "tokenizer";
    if (isThere(folder / "tokenizer.json")) {
        return folder;
    }
    for (const char* file : {"vocab.json", "merges.txt"}) {
        if (!isThere(folder / file)) {
            return damaged(model, std::string("the file 'tokenizer/") + file + "' is missing");
        }
    }
    return folder;
}

Result<fs::path> tokenizerFolder(const fs::path& model, const ModelIndex& index)
{
    return partFolder(model, index, "tokenizer", kTokenizers).and_then([&](const fs::path&) {
        return wholeTokenizer(model);
    });
}

// Copies the value of a result into its place; false, with the error kept, when there is none.
template <typename T> bool take(Result<T> from, T& to, Error& error)
{
    if (!from) {
        error = std::move(from).error();
        return false;
    }
    to = std::move(*from);
    return true;
}

} // namespace

Result<ModelConfigs> readModelConfigs(const fs::path& folder)
{
    ModelConfigs configs;
    Error error;
    if (take(partConfig(folder, "unet", "config.json"), configs.unet, error) &&
        take(partConfig(folder, "vae", "config.json"), configs.vae, error) &&
        take(partConfig(folder, "text_encoder", "config.json"), configs.textEncoder, error) &&
        take(partConfig(folder, "scheduler", "scheduler_config.json"), configs.scheduler, error) &&
        take(wholeTokenizer(folder), configs.tokenizer, error)) {
        return configs;
    }
    return tl::unexpected(error);
}

Result<DiffusersFolder> DiffusersFolder::open(const fs::path& path)
{
    const fs::path model = resolvedSnapshot(path);
    const Result<ModelIndex> index = readModelIndex(model);
    if (!index) {
        return tl::unexpected(index.error());
    }
    if (Result<> pipeline = checkPipeline(model, *index); !pipeline) {
        return tl::unexpected(pipeline.error());
    }
    if (Result<fs::path> scheduler = partFolder(model, *index, "scheduler", {}); !scheduler) {
        return tl::unexpected(scheduler.error());
    }
    DiffusersFolder folder;
    folder.path = model;
    folder.name = modelName(model);
    Error error;
    if (take(network(model, *index, "unet", kUnets, "diffusion_pytorch_model"), folder.unet, error) &&
        take(network(model, *index, "vae", kVaes, "diffusion_pytorch_model"), folder.vae, error) &&
        take(network(model, *index, "text_encoder", kTextEncoders, "model"), folder.textEncoder, error) &&
        take(partConfig(model, "scheduler", "scheduler_config.json"), folder.scheduler, error) &&
        take(tokenizerFolder(model, *index), folder.tokenizer, error)) {
        return folder;
    }
    return tl::unexpected(error);
}

} // namespace gesso
