// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/hub_cache.h"

#include "core/base/file.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <vector>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRepositoryPrefix = "models--";
constexpr std::size_t kMaxReferenceBytes = 256;

// The revision that refs/main names; empty when it does not name a folder of snapshots.
std::string mainRevision(const fs::path& repository)
{
    std::string revision = readFile(repository / "refs" / "main", kMaxReferenceBytes).value_or("");
    revision.erase(std::find_if(revision.begin(), revision.end(), [](char c) { return c == '\n' || c == '\r'; }),
                   revision.end());
    return fs::path(revision).filename() == revision ? revision : std::string{};
}

std::vector<fs::path> foldersIn(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->is_directory(error)) {
            folders.push_back(entry->path());
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

fs::path resolvedSnapshot(const fs::path& path)
{
    std::error_code error;
    const fs::path snapshots = path / "snapshots";
    if (!fs::is_directory(snapshots, error)) {
        return path;
    }
    const std::string revision = mainRevision(path);
    if (!revision.empty() && fs::is_directory(snapshots / revision, error)) {
        return snapshots / revision;
    }
    const std::vector<fs::path> found = foldersIn(snapshots);
    return found.empty() ? path : found.back();
}

std::string modelName(const fs::path& path)
{
    const fs::path whole = (path / "").parent_path(); // without a slash at the end
    std::string repository = whole.filename().string();
    if (whole.parent_path().filename() == "snapshots") {
        repository = whole.parent_path().parent_path().filename().string();
    }
    if (!repository.starts_with(kRepositoryPrefix)) {
        return whole.filename().string();
    }
    std::string name = repository.substr(kRepositoryPrefix.size());
    if (const std::size_t slash = name.find("--"); slash != std::string::npos) {
        name.replace(slash, 2, "/");
    }
    return name;
}

} // namespace gesso
