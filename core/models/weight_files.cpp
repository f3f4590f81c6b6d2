// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/weight_files.h"

#include "core/models/json_file.h"

#include <array>
#include <set>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxIndexBytes = 16 << 20;

struct WeightCandidate {
    std::string file, variant;
    bool isIndex;
};

// In the order of preference. The third form of index is that of diffusers before 0.31.
std::array<WeightCandidate, 5> candidates(const std::string& stem)
{
    return {{
        {stem + ".safetensors", "", false},
        {stem + ".safetensors.index.json", "", true},
        {stem + ".fp16.safetensors", "fp16", false},
        {stem + ".safetensors.index.fp16.json", "fp16", true},
        {stem + ".safetensors.fp16.index.json", "fp16", true},
    }};
}

// The name has to be that of a file in the folder itself: an index must not lead anywhere else.
bool isPlainFileName(const std::string& name)
{
    return fs::path(name).filename() == name && name.ends_with(".safetensors");
}

Result<std::map<std::string, std::string>> readIndex(const fs::path& path)
{
    const auto damaged = [&path](const std::string& cause) {
        return fail(ErrorCode::ModelDamaged,
                    "'" + path.string() + "' " + cause + ": download the model's folder again.");
    };
    const Result<nlohmann::json> index = readJsonObject(path, kMaxIndexBytes);
    if (!index) {
        return tl::unexpected(index.error());
    }
    const auto entries = index->find("weight_map");
    if (entries == index->end() || !entries->is_object() || entries->empty()) {
        return damaged("has no weight_map");
    }
    std::map<std::string, std::string> weightMap;
    for (const auto& [tensor, file] : entries->items()) {
        if (!file.is_string() || !isPlainFileName(file.get_ref<const std::string&>())) {
            return damaged("puts a tensor into something that is no .safetensors file beside it");
        }
        weightMap.emplace(tensor, file.get<std::string>());
    }
    return weightMap;
}

bool hasPickles(const fs::path& folder)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::path extension = entry->path().extension();
        if (extension == ".bin" || extension == ".pt" || extension == ".ckpt") {
            return true;
        }
    }
    return false;
}

Error noWeights(const fs::path& folder, const std::string& stem)
{
    if (hasPickles(folder)) {
        return {ErrorCode::ModelUnsupported,
                "'" + folder.string() +
                    "' holds its weights only as PyTorch pickles (.bin), which can run code when opened and are never "
                    "loaded: convert the model with diffusers (StableDiffusionPipeline.from_pretrained(FOLDER)"
                    ".save_pretrained(NEW_FOLDER, safe_serialization=True)), or download its .safetensors files."};
    }
    return {ErrorCode::ModelDamaged, "'" + folder.string() + "' has no weights: " + stem + ".safetensors or " + stem +
                                         ".fp16.safetensors is missing; download the model's folder again."};
}

} // namespace

std::vector<fs::path> WeightFiles::paths() const
{
    if (!file.empty()) {
        return {folder / file};
    }
    std::set<fs::path> unique;
    for (const auto& [tensor, shard] : weightMap) {
        unique.insert(folder / shard);
    }
    return {unique.begin(), unique.end()};
}

Result<WeightFiles> findWeightFiles(const fs::path& folder, std::string_view stem)
{
    std::error_code error;
    for (const WeightCandidate& candidate : candidates(std::string(stem))) {
        const fs::path path = folder / candidate.file;
        // A link into nowhere (an unfinished download of the hub's cache) counts as there: opening it tells the cause.
        if (!fs::exists(fs::symlink_status(path, error))) {
            continue;
        }
        WeightFiles files{.folder = folder, .file = {}, .weightMap = {}, .variant = candidate.variant};
        if (!candidate.isIndex) {
            files.file = candidate.file;
            return files;
        }
        Result<std::map<std::string, std::string>> index = readIndex(path);
        if (!index) {
            return tl::unexpected(index.error());
        }
        files.weightMap = std::move(*index);
        return files;
    }
    return tl::unexpected(noWeights(folder, std::string(stem)));
}

} // namespace gesso
