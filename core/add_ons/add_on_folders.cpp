// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/add_on_folders.h"

#include "core/add_ons/name_pattern.h"
#include "core/base/folders.h"
#include "core/models/folder_walk.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <iterator>
#include <set>
#include <system_error>

namespace gesso {
namespace {

namespace fs = std::filesystem;

std::vector<const char*> subfolders(AddOnKind kind)
{
    switch (kind) {
    case AddOnKind::Lora:
        return {"loras", "Lora", "models/Lora", "models/loras"};
    case AddOnKind::Embedding:
        return {"embeddings", "models/embeddings"};
    case AddOnKind::Autoencoder:
        return {"vae", "VAE", "models/VAE", "models/vae"};
    case AddOnKind::Wildcard:
        break;
    }
    return {"wildcards"};
}

const char* wordFor(AddOnKind kind)
{
    return kind == AddOnKind::Lora          ? "LoRA"
           : kind == AddOnKind::Embedding   ? "embedding"
           : kind == AddOnKind::Autoencoder ? "autoencoder"
                                            : "wildcard";
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

/// All files, the nearer ones first; of two with one place the one in the earlier folder.
std::vector<AddOn> allAddOns(AddOnKind kind, const std::vector<fs::path>& folders)
{
    std::vector<AddOn> found;
    std::set<std::string> places;
    for (const fs::path& folder : folders) {
        walkFolder(folder, [&](const WalkedEntry& entry) {
            if (!entry.isFolder && isOfKind(kind, entry.path)) {
                AddOn addOn{entry.path.stem().string(), entry.path, fs::path(entry.place).replace_extension().string()};
                if (places.insert(folded(addOn.place)).second) {
                    found.push_back(std::move(addOn));
                }
            }
            return true;
        });
    }
    return found;
}

std::string_view withoutExtension(AddOnKind kind, std::string_view name)
{
    const bool has = isOfKind(kind, fs::path(name));
    return has ? name.substr(0, name.rfind('.')) : name;
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

AddOnList::AddOnList(AddOnKind kind, std::vector<fs::path> folders)
    : m_kind(kind), m_folders(std::move(folders)), m_all(allAddOns(kind, m_folders))
{
}

std::vector<AddOn> AddOnList::byName() const
{
    std::vector<AddOn> sorted = m_all;
    std::set<std::string> names;
    for (AddOn& addOn : sorted) {
        if (!names.insert(folded(addOn.name)).second) {
            addOn.name = addOn.place;
        }
    }
    std::ranges::stable_sort(sorted, {}, [](const AddOn& addOn) { return folded(addOn.name); });
    return sorted;
}

const AddOn* AddOnList::find(std::string_view name) const
{
    const std::string wanted = folded(name);
    for (const auto key : {&AddOn::place, &AddOn::name}) {
        const auto found =
            std::ranges::find_if(m_all, [&](const AddOn& addOn) { return folded(addOn.*key) == wanted; });
        if (found != m_all.end()) {
            return &*found;
        }
    }
    return nullptr;
}

Result<AddOn> AddOnList::named(std::string_view name) const
{
    for (const std::string_view wanted : {name, withoutExtension(m_kind, name)}) {
        if (const AddOn* found = find(wanted)) {
            return *found;
        }
    }
    constexpr std::size_t kShown = 5;
    std::string message = "There is no " + std::string(wordFor(m_kind)) + " '" + std::string(name) + "'";
    const std::vector<AddOn> all = byName();
    for (std::size_t i = 0; i < std::min(all.size(), kShown); ++i) {
        message += (i == 0 ? ": choose one of " : ", ") + all[i].name;
    }
    message += all.size() > kShown ? " ..." : "";
    message += ", or put the file into ";
    message +=
        m_folders.empty()
            ? (xdgFolder("XDG_DATA_HOME", fs::path(".local") / "share") / "gesso" / subfolders(m_kind).front()).string()
            : m_folders.front().string();
    return fail(ErrorCode::InvalidRequest, message + ".");
}

std::vector<AddOn> AddOnList::like(std::string_view pattern) const
{
    constexpr std::size_t kMaxPattern = 1024;
    std::vector<AddOn> found;
    if (pattern.size() > kMaxPattern) {
        return found;
    }
    const std::string wanted = folded(pattern);
    const bool isName = pattern.find('/') == std::string_view::npos;
    std::ranges::copy_if(m_all, std::back_inserter(found), [&](const AddOn& addOn) {
        return fitsPattern(folded(addOn.place), wanted) || (isName && fitsPattern(folded(addOn.name), wanted));
    });
    std::ranges::sort(found, {}, &AddOn::place);
    return found;
}

std::vector<AddOn> findAddOns(AddOnKind kind, const std::vector<fs::path>& folders)
{
    return AddOnList(kind, folders).byName();
}

Result<AddOn> addOnNamed(AddOnKind kind, std::string_view name, const std::vector<fs::path>& folders)
{
    return AddOnList(kind, folders).named(name);
}

} // namespace gesso
