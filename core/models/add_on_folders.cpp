// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/add_on_folders.h"

#include "core/base/folders.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxEntries = 10'000; ///< of one folder

std::vector<const char*> subfolders(AddOnKind kind)
{
    switch (kind) {
    case AddOnKind::Lora:
        return {"loras", "Lora", "models/Lora", "models/loras"};
    case AddOnKind::Embedding:
        return {"embeddings", "models/embeddings"};
    case AddOnKind::Wildcard:
        break;
    }
    return {"wildcards"};
}

const char* wordFor(AddOnKind kind)
{
    return kind == AddOnKind::Lora ? "LoRA" : kind == AddOnKind::Embedding ? "embedding" : "wildcard";
}

std::vector<fs::path> roots()
{
    std::vector<fs::path> result;
    const char* setting = std::getenv("GESSO_ADD_ONS");
    std::string_view rest = setting == nullptr ? "" : setting;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(':'), rest.size());
        if (end > 0) {
            result.emplace_back(rest.substr(0, end));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    result.push_back(xdgFolder("XDG_DATA_HOME", fs::path(".local") / "share") / "gesso");
    if (const char* home = std::getenv("HOME"); home != nullptr) {
        result.push_back(fs::path(home) / "stable-diffusion-webui");
        result.push_back(fs::path(home) / "ComfyUI");
    }
    return result;
}

/// ASCII letters without their case: names of files that differ in other ways are different.
std::string folded(std::string_view name)
{
    std::string text(name);
    std::ranges::transform(text, text.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

bool isOfKind(AddOnKind kind, const fs::path& path)
{
    const fs::path extension = path.extension();
    if (kind == AddOnKind::Wildcard) {
        return extension == ".txt";
    }
    return extension == ".safetensors" || (kind == AddOnKind::Embedding && (extension == ".pt" || extension == ".bin"));
}

void addFiles(AddOnKind kind, const fs::path& folder, bool goDeeper, std::vector<AddOn>& found)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && entries.size() < kMaxEntries;
         entry.increment(error)) {
        entries.push_back(entry->path());
    }
    std::ranges::sort(entries);
    for (const fs::path& path : entries) {
        if (goDeeper && fs::is_directory(path, error)) {
            addFiles(kind, path, false, found);
        } else if (isOfKind(kind, path) && fs::is_regular_file(path, error)) {
            found.push_back({path.stem().string(), path});
        }
    }
}

} // namespace

std::vector<fs::path> addOnFolders(AddOnKind kind)
{
    std::vector<fs::path> result;
    for (const fs::path& root : roots()) {
        for (const char* subfolder : subfolders(kind)) {
            std::error_code error;
            if (fs::is_directory(root / subfolder, error)) {
                result.push_back(root / subfolder);
            }
        }
    }
    return result;
}

std::vector<AddOn> findAddOns(AddOnKind kind, const std::vector<fs::path>& folders)
{
    std::vector<AddOn> found;
    for (const fs::path& folder : folders) {
        addFiles(kind, folder, true, found);
    }
    const auto before = [](const AddOn& a, const AddOn& b) { return folded(a.name) < folded(b.name); };
    std::ranges::stable_sort(found, before);
    const auto same = [](const AddOn& a, const AddOn& b) { return folded(a.name) == folded(b.name); };
    found.erase(std::unique(found.begin(), found.end(), same), found.end());
    return found;
}

Result<AddOn> addOnNamed(AddOnKind kind, std::string_view name, const std::vector<fs::path>& folders)
{
    const std::vector<AddOn> all = findAddOns(kind, folders);
    const std::string wanted = folded(name);
    const auto found = std::ranges::find_if(all, [&](const AddOn& addOn) { return folded(addOn.name) == wanted; });
    if (found != all.end()) {
        return *found;
    }
    constexpr std::size_t kShown = 5;
    std::string message = "There is no " + std::string(wordFor(kind)) + " '" + std::string(name) + "'";
    for (std::size_t i = 0; i < std::min(all.size(), kShown); ++i) {
        message += (i == 0 ? ": choose one of " : ", ") + all[i].name;
    }
    message += all.size() > kShown ? " ..." : "";
    message += ", or put the file into ";
    message +=
        folders.empty()
            ? (xdgFolder("XDG_DATA_HOME", fs::path(".local") / "share") / "gesso" / subfolders(kind).front()).string()
            : folders.front().string();
    return fail(ErrorCode::InvalidRequest, message + ".");
}

} // namespace gesso
