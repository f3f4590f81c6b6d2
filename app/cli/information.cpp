// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/information.h"

#include "app/cli/model_hashes.h"
#include "app/cli/report.h"
#include "app/engine_client/engine_command.h"
#include "core/base/folders.h"
#include "core/base/shown_text.h"
#include "core/metadata/metadata_json.h"
#include "core/metadata/parameters_text.h"
#include "core/metadata/read_metadata.h"
#include "core/models/inspect.h"
#include "core/models/model_list.h"
#include "core/protocol/bounded_json.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace gesso::cli {
namespace {

std::string dumped(const nlohmann::json& json)
{
    constexpr int kIndent = 2;
    return json.dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Of the file, or of all that a folder holds; links of a cache are followed. What cannot be read counts nothing.
std::uint64_t bytesOf(const std::filesystem::path& model)
{
    namespace fs = std::filesystem;
    std::error_code error;
    if (const std::uintmax_t size = fs::file_size(model, error); !error) {
        return size;
    }
    std::uint64_t sum = 0;
    for (fs::recursive_directory_iterator entry(model, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code unreadable;
        const std::uintmax_t size = fs::file_size(entry->path(), unreadable);
        sum += unreadable ? 0 : size;
    }
    return sum;
}

/// "  27.5 MB", " 2.13 GB": of one width.
std::string sizeText(std::uint64_t bytes)
{
    constexpr double kMega = 1e6, kGiga = 1e9;
    const auto size = static_cast<double>(bytes);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%6.1f %s", size < kGiga ? size / kMega : size / kGiga,
                  size < kGiga ? "MB" : "GB");
    return text.data();
}

/// Rows of words as columns, each as wide as its widest word.
std::string asColumns(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    constexpr std::size_t kGap = 2;
    std::string lines;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            lines += row[i] + (last ? "\n" : std::string(widths[i] + kGap - row[i].size(), ' '));
        }
    }
    return lines;
}

/// "LoRA 'lake', autoencoder 'kl.safetensors'"
std::string listOf(const std::vector<MissingAddOn>& missing)
{
    std::string list;
    for (const MissingAddOn& addOn : missing) {
        const char* const kind = addOn.kind == MissingAddOn::Kind::Lora        ? "LoRA"
                                 : addOn.kind == MissingAddOn::Kind::Embedding ? "embedding"
                                                                               : "autoencoder";
        list += (list.empty() ? "" : ", ") + std::string(kind) + " '" + addOn.name + "'";
    }
    return list;
}

} // namespace

Result<> listModels(const ModelsCommand& command)
{
    const std::vector<FoundModel> models = installedModels(modelFolders(), executableFolder());
    const std::vector<std::string> hashes = modelHashes(models);
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < models.size(); ++i) {
        const FoundModel& model = models[i];
        const std::uint64_t bytes = bytesOf(model.path);
        rows.push_back(
            {model.name, familyOf(model), sizeText(bytes), hashes[i].empty() ? "-" : hashes[i], model.path.string()});
        list.push_back({{"name", model.name},
                        {"kind", name(model.kind)},
                        {"family", familyOf(model)},
                        {"path", model.path.string()},
                        {"bytes", bytes},
                        {"hash", hashes[i]}});
    }
    if (!command.json) {
        return printOut(shownText(asColumns(rows)));
    }
    return printOut(shownJson(dumped({{"models", std::move(list)}})));
}

Result<> inspectModel(const InspectCommand& command)
{
    const Result<ModelDescription> description = inspect(command.path);
    if (!description) {
        return tl::unexpected<Error>(description.error());
    }
    const std::string text = command.json ? shownJson(dumped(toJson(*description))) : shownText(toText(*description));
    return printOut(text).and_then([&]() -> Result<> {
        if (description->problems.empty()) {
            return {};
        }
        return fail(ErrorCode::ModelDamaged, description->problems.front());
    });
}

Result<> showMetadata(const MetadataCommand& command)
{
    Result<ForeignMetadata> read = readMetadata(command.path);
    if (!read) {
        // What this version cannot read is, to who named it, a bad file and not a bad option.
        const bool unreadable = read.error().code == ErrorCode::Unsupported;
        return fail(unreadable ? ErrorCode::FileDamaged : read.error().code, read.error().message);
    }
    PictureMetadata& metadata = read->metadata;
    if (metadata.empty()) {
        return fail(ErrorCode::FileDamaged, "'" + command.path.string() +
                                                "' does not tell how it was made: no tool for pictures by prompt wrote "
                                                "into it, or what was written has been taken out.");
    }
    if (!read->missing.empty()) {
        printError("Not in your folders: " + listOf(read->missing) + ".");
    }
    if (command.json) {
        if (metadata.request) {
            metadata.request->model = metadata.modelName; // by name, as in a job file: no path of a stranger's
        }
        return printOut(
            shownJson(dumped(protocol::parseBoundedJson(metadataJson(metadata)).value_or(nlohmann::json()))));
    }
    return printOut(shownText(metadata.parameters.empty() ? parametersText(metadata) : metadata.parameters) + "\n");
}

Result<> runEngineTool(const EngineToolCommand& command)
{
    if (command.tool == "doctor") {
        printError("The log of what became of engines and jobs: " + logFile("gesso-cli").string() +
                   ", of the window: " + logFile("gesso").string());
    }
    const char* setting = std::getenv("GESSO_ENGINE");
    Result<std::vector<std::string>> engine = engineCommand(setting == nullptr ? "" : setting, executableFolder());
    if (!engine) {
        return tl::unexpected<Error>(engine.error());
    }
    if (engine->back() != "serve") {
        return fail(ErrorCode::InvalidRequest, "GESSO_ENGINE is '" + std::string(setting) +
                                                   "': it must end in 'serve', so that '" + command.tool +
                                                   "' can take its place.");
    }
    engine->back() = command.tool;
    engine->insert(engine->end(), command.words.begin(), command.words.end());
    std::vector<char*> words;
    for (std::string& word : *engine) {
        words.push_back(word.data());
    }
    words.push_back(nullptr);
    ::execvp(words[0], words.data());
    return fail(ErrorCode::EngineNotFound,
                "The engine cannot be started: '" + engine->front() + "': " + std::strerror(errno) + ".");
}

} // namespace gesso::cli
