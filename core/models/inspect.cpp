// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/inspect.h"

#include "core/base/file.h"
#include "core/models/diffusers_folder.h"
#include "core/models/hub_cache.h"
#include "core/models/json_file.h"
#include "core/models/model_index.h"
#include "core/models/single_file.h"

#include <algorithm>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

Result<SafetensorsHeader> headerOf(const fs::path& path)
{
    const Result<UniqueFd> descriptor = openForReading(path);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    Result<SafetensorsHeader> header = SafetensorsHeader::read(descriptor->get());
    if (!header) {
        return fail(header.error().code, "'" + path.string() + "' " + header.error().message + ".");
    }
    return header;
}

void readScheduler(const nlohmann::json& config, ModelDescription& description)
{
    description.scheduler = textOf(config, "_class_name");
    const std::string prediction = textOf(config, "prediction_type");
    description.predictionType = prediction.empty() ? "epsilon" : prediction; // the default of every scheduler
}

void readSingleFile(const fs::path& path, ModelDescription& description)
{
    if (const Result<SingleFile> file = SingleFile::open(path)) {
        readScheduler(file->configs.scheduler, description);
    } else {
        description.problems.push_back(file.error().message);
    }
}

Result<ModelDescription> inspectFile(const fs::path& path)
{
    const Result<SafetensorsHeader> header = headerOf(path);
    if (!header) {
        return tl::unexpected(header.error());
    }
    ModelDescription description;
    description.path = path;
    description.name = modelName(path);
    description.kind = kindOf(*header);
    description.count.add(*header);
    description.metadata = header->metadata();
    if (familyFolder(description.kind)) {
        readSingleFile(path, description);
    }
    return description;
}

// The name that a part's weights have before ".safetensors"; text encoders and safety checkers come from transformers.
std::string_view stemOf(const std::string& className)
{
    const bool ofDiffusers = className.starts_with("UNet") || className.starts_with("Autoencoder") ||
                             className.starts_with("ControlNet") || className.starts_with("Motion");
    return ofDiffusers ? "diffusion_pytorch_model" : "model";
}

bool hasWeights(const std::string& className)
{
    for (const std::string_view without : {"Tokenizer", "Scheduler", "FeatureExtractor", "ImageProcessor"}) {
        if (className.find(without) != std::string::npos) {
            return false;
        }
    }
    return true;
}

void countWeights(const fs::path& folder, InspectedPart& part, std::vector<std::string>& problems)
{
    const Result<WeightFiles> files = findWeightFiles(folder, stemOf(part.className));
    if (!files) {
        problems.push_back(files.error().message);
        return;
    }
    part.variant = files->variant;
    for (const fs::path& path : files->paths()) {
        const Result<SafetensorsHeader> header = headerOf(path);
        if (header) {
            part.count.add(*header);
        } else {
            problems.push_back(header.error().message);
        }
    }
}

void addCount(TensorCount& sum, const TensorCount& count)
{
    sum.tensors += count.tensors;
    sum.parameters += count.parameters;
    sum.bytes += count.bytes;
    for (const auto& [type, tensors] : count.byType) {
        sum.byType[type] += tensors;
    }
}

void readScheduler(const fs::path& folder, ModelDescription& description)
{
    const Result<nlohmann::json> config = readJsonObject(folder / "scheduler" / "scheduler_config.json");
    if (!config) {
        description.problems.push_back(config.error().message);
        return;
    }
    readScheduler(*config, description);
}

Result<ModelDescription> inspectFolder(const fs::path& path)
{
    const Result<ModelIndex> index = readModelIndex(path);
    if (!index) {
        return tl::unexpected(index.error());
    }
    ModelDescription description;
    description.path = path;
    description.name = modelName(path);
    description.kind = ModelKind::DiffusersFolder;
    description.pipelineClass = index->pipelineClass;
    for (const auto& [name, className] : index->classes) {
        InspectedPart part;
        part.name = name;
        part.className = className;
        if (hasWeights(className)) {
            countWeights(path / name, part, description.problems);
            addCount(description.count, part.count);
        }
        description.parts.push_back(std::move(part));
    }
    if (index->classes.contains("scheduler")) {
        readScheduler(path, description);
    }
    // What open() finds first may be among the problems already: each is told once.
    if (const Result<DiffusersFolder> folder = DiffusersFolder::open(path); !folder) {
        const std::string& message = folder.error().message;
        if (std::find(description.problems.begin(), description.problems.end(), message) ==
            description.problems.end()) {
            description.problems.push_back(message);
        }
    }
    return description;
}

nlohmann::json toJson(const TensorCount& count)
{
    return {
        {"tensors", count.tensors}, {"parameters", count.parameters}, {"bytes", count.bytes}, {"types", count.byType}};
}

// "859.5 million parameters in 686 tensors (F16), 1.72 GB"
std::string toText(const TensorCount& count)
{
    constexpr double kMillion = 1e6;
    constexpr double kGiga = 1e9;
    const auto oneDigit = [](double value) {
        std::string text = std::to_string(value);
        return text.substr(0, text.find('.') + 3);
    };
    std::string types;
    for (const auto& [type, tensors] : count.byType) {
        types += (types.empty() ? "" : ", ") + type;
    }
    const auto bytes = static_cast<double>(count.bytes);
    return oneDigit(static_cast<double>(count.parameters) / kMillion) + " million parameters in " +
           std::to_string(count.tensors) + " tensors (" + types + "), " +
           (bytes >= kGiga ? oneDigit(bytes / kGiga) + " GB" : oneDigit(bytes / kMillion) + " MB");
}

} // namespace

void TensorCount::add(const SafetensorsHeader& header)
{
    tensors += header.tensors().size();
    bytes += header.fileBytes();
    for (const SafetensorsHeader::Tensor& tensor : header.tensors()) {
        parameters += tensor.elements();
        ++byType[std::string(gesso::name(tensor.type))];
    }
}

Result<ModelDescription> inspect(const fs::path& path)
{
    std::error_code error;
    const fs::path resolved = resolvedSnapshot(path);
    return fs::is_directory(resolved, error) ? inspectFolder(resolved) : inspectFile(resolved);
}

nlohmann::json toJson(const ModelDescription& description)
{
    nlohmann::json json{{"path", description.path.string()},
                        {"name", description.name},
                        {"kind", name(description.kind)},
                        {"problems", description.problems}};
    json.update(toJson(description.count));
    if (!description.scheduler.empty()) {
        json["scheduler"] = description.scheduler;
        json["prediction_type"] = description.predictionType;
    }
    if (description.kind != ModelKind::DiffusersFolder) {
        json["metadata"] = description.metadata;
        return json;
    }
    json["pipeline"] = description.pipelineClass;
    json["parts"] = nlohmann::json::object();
    for (const InspectedPart& part : description.parts) {
        nlohmann::json entry = toJson(part.count);
        entry["class"] = part.className;
        entry["variant"] = part.variant;
        json["parts"][part.name] = std::move(entry);
    }
    return json;
}

std::string toText(const ModelDescription& description)
{
    std::string text = description.name + ": " + std::string(gesso::description(description.kind));
    text += (description.pipelineClass.empty() ? "" : ", " + description.pipelineClass) + "\n";
    text += "  " + toText(description.count) + "\n";
    for (const InspectedPart& part : description.parts) {
        text += "  " + part.name + ": " + part.className;
        text += part.variant.empty() ? "" : " (" + part.variant + " variant)";
        text += (part.count.tensors == 0 ? "" : ", " + toText(part.count)) + "\n";
    }
    if (!description.scheduler.empty()) {
        text += "  predicts " + description.predictionType + ", made for " + description.scheduler + "\n";
    }
    for (const std::string& problem : description.problems) {
        text += "  Problem: " + problem + "\n";
    }
    return text;
}

} // namespace gesso
