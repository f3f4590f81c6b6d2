// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/single_file.h"

#include "core/base/file.h"
#include "core/base/folders.h"
#include "core/generation/names.h"
#include "core/models/checkpoint_yaml.h"
#include "core/models/json_file.h"
#include "core/models/tensor_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kUnetInput = "model.diffusion_model.input_blocks.0.0.weight";
constexpr const char* kTellingBias = "model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias";
constexpr const char* kEpsilon = "epsilon";
constexpr const char* kVelocity = "v_prediction";
constexpr double kVelocitySpread = 0.09;
constexpr std::uint64_t kMaxBias = 1 << 16;

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

/// What stable-diffusion-webui, and what fetches models for it, writes into FILE.json: words for people.
constexpr std::array kForeignKeys{"description",  "sd version", "activation text", "preferred weight", "negative text",
                                  "notes",        "vae",        "modelId",         "sha256",           "baseModel",
                                  "trainedWords", "civitai"};

/// Whether notes are another tool's, which say nothing that is needed here.
bool isForeign(const json& notes)
{
    const bool isOurs = notes.is_object() && (notes.contains("prediction") || notes.contains("config"));
    return !isOurs && (!notes.is_object() ||
                       std::ranges::any_of(kForeignKeys, [&](const char* key) { return notes.contains(key); }));
}

Result<json> notesOf(const fs::path& file)
{
    const fs::path path = notesBeside(file);
    if (!isThere(path)) {
        return json::object();
    }
    return readJson(path).map([](json notes) { return isForeign(notes) ? json::object() : std::move(notes); });
}

tl::unexpected<Error> badNote(const fs::path& file, const std::string& cause)
{
    return fail(ErrorCode::ModelDamaged, "'" + notesBeside(file).string() + "' cannot be used: " + cause + ".");
}

/// "it is a LoRA; ...": follows "cannot be run as a model: ".
std::string natureAndRemedy(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Lora:
        return "it is a LoRA; choose a model, and name this file with --lora or as <lora:NAME:1> in the prompt";
    case ModelKind::Embedding:
        return "it is a textual-inversion embedding; choose a model, put this file into the embeddings' folder and "
               "write "
               "its name in the prompt";
    case ModelKind::Vae:
        return "it is a VAE (image autoencoder); choose a model, and name this file with --vae";
    case ModelKind::Unknown:
        return "its weights are of no kind that is known; choose a model of Stable Diffusion 1 or 2";
    default:
        return "it is a " + std::string(description(kind)) + "; choose a model of Stable Diffusion 1 or 2";
    }
}

/// The folder of the configs: the one of the notes, else the family's.
Result<fs::path> configFolder(const fs::path& file, ModelKind kind, const json& notes)
{
    if (const auto named = notes.find("config"); named != notes.end()) {
        if (!named->is_string() || !isThere(file.parent_path() / named->get<std::string>())) {
            return badNote(file, "its \"config\" " + named->dump(-1, ' ', true, json::error_handler_t::replace) +
                                     " is no folder: name one in diffusers' layout, relative to the file");
        }
        return file.parent_path() / named->get<std::string>();
    }
    if (const std::optional<fs::path> family = familyFolder(kind)) {
        return *family;
    }
    return fail(ErrorCode::ModelUnsupported,
                "'" + file.string() + "' cannot be run as a model: " + natureAndRemedy(kind) + ".");
}

/// The scheduler's prediction_type as the file's own metadata and tensors tell it; empty where they do not.
std::string predictionInFile(const SafetensorsHeader& header)
{
    const auto told = header.metadata().find("modelspec.prediction_type");
    if (told != header.metadata().end() && (told->second == "v" || told->second == kVelocity)) {
        return kVelocity;
    }
    if (told != header.metadata().end() && told->second == kEpsilon) {
        return kEpsilon;
    }
    return header.find("v_pred") != nullptr ? kVelocity : "";
}

/// Likewise as the notes tell it.
Result<std::string> predictionInNotes(const fs::path& file, const json& notes)
{
    const auto noted = notes.find("prediction");
    if (noted == notes.end()) {
        return std::string();
    }
    const auto known = noted->is_string() ? fromName<PredictionChoice>(noted->get<std::string>()) : std::nullopt;
    if (!known) {
        return badNote(file, "its \"prediction\" must be \"epsilon\" or \"velocity\"");
    }
    return std::string(*known == PredictionChoice::Velocity  ? kVelocity
                       : *known == PredictionChoice::Epsilon ? kEpsilon
                                                             : "");
}

/// Empty: what the configs say.
Result<std::string> predictionOf(const SingleFile& file, int descriptor, const SafetensorsHeader& header,
                                 const CheckpointYaml& yaml)
{
    Result<std::string> noted = predictionInNotes(file.path, file.notes);
    if (!noted || !noted->empty()) {
        return noted;
    }
    for (const std::string& told : {yaml.predictionType, predictionInFile(header)}) {
        if (!told.empty()) {
            return told;
        }
    }
    if (file.notes.contains("config")) {
        return std::string();
    }
    if (file.kind == ModelKind::Sd2Inpaint) { // its family's configs are those of a velocity model, which it is not
        return std::string(kEpsilon);
    }
    if (file.kind != ModelKind::Sd2) {
        return std::string();
    }
    return looksLikeVelocity(descriptor, header).map([](bool velocity) {
        return std::string(velocity ? kVelocity : kEpsilon);
    });
}

Result<CheckpointYaml> yamlOf(const fs::path& file)
{
    const std::optional<fs::path> beside = yamlBeside(file);
    return beside ? readCheckpointYaml(*beside) : CheckpointYaml{};
}

/// What file, notes and YAML say beside the configs.
Result<> complete(SingleFile& file, int descriptor, const SafetensorsHeader& header)
{
    const Result<CheckpointYaml> yaml = yamlOf(file.path);
    if (!yaml) {
        return tl::unexpected(yaml.error());
    }
    const Result<std::string> prediction = predictionOf(file, descriptor, header, *yaml);
    if (!prediction) {
        return tl::unexpected(prediction.error());
    }
    if (!prediction->empty()) {
        file.configs.scheduler["prediction_type"] = *prediction;
    }
    if (yaml->betaStart) {
        file.configs.scheduler["beta_start"] = *yaml->betaStart;
        file.configs.scheduler["beta_end"] = *yaml->betaEnd;
    }
    if (const SafetensorsHeader::Tensor* input = header.find(kUnetInput); input != nullptr) {
        file.configs.unet["in_channels"] = input->shape.size() > 1 ? input->shape[1] : 0;
    }
    return {};
}

} // namespace

fs::path notesBeside(const fs::path& file)
{
    return fs::path(file).replace_extension(".json");
}

std::optional<fs::path> familyFolder(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Sd1:
    case ModelKind::Sd1Inpaint:
        return resourceFolder() / "families" / "sd1";
    case ModelKind::Sd2:
    case ModelKind::Sd2Inpaint:
        return resourceFolder() / "families" / "sd2";
    default:
        return std::nullopt;
    }
}

Result<bool> looksLikeVelocity(int descriptor, const SafetensorsHeader& header)
{
    const SafetensorsHeader::Tensor* bias = header.find(kTellingBias);
    if (bias == nullptr || bias->bytes == 0 || bias->bytes > kMaxBias) {
        return true;
    }
    std::string bytes(bias->bytes, '\0');
    const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(bias->offset));
    if (got != static_cast<ssize_t>(bytes.size())) {
        return fail(ErrorCode::FileNotReadable, "the tensor '" + bias->name + "' cannot be read: check the disk.");
    }
    const std::vector<double> values = valuesOf(bytes, bias->type);
    if (values.empty()) {
        return true;
    }
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.) / count;
    const double squares = std::accumulate(values.begin(), values.end(), 0.,
                                           [mean](double sum, double v) { return sum + (v - mean) * (v - mean); });
    return std::sqrt(squares / count) > kVelocitySpread;
}

Result<SingleFile> SingleFile::open(const fs::path& path)
{
    const Result<UniqueFd> descriptor = openForReading(path);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    const Result<SafetensorsHeader> header = SafetensorsHeader::read(descriptor->get());
    if (!header) {
        return fail(header.error().code, "'" + path.string() + "' " + header.error().message + ".");
    }
    SingleFile file{path, kindOf(*header), {}, json::object()};
    return notesOf(path)
        .and_then([&](json notes) {
            file.notes = std::move(notes);
            return configFolder(path, file.kind, file.notes);
        })
        .and_then([](const fs::path& folder) { return readModelConfigs(folder); })
        .and_then([&](ModelConfigs configs) {
            file.configs = std::move(configs);
            return complete(file, descriptor->get(), *header);
        })
        .map([&] { return file; });
}

} // namespace gesso
