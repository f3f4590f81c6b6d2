// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/folders.h"

#include "core/base/file.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <sys/stat.h>

namespace gesso {
namespace {

std::filesystem::path environmentPath(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::filesystem::path() : std::filesystem::path(value);
}

} // namespace

std::filesystem::path xdgFolder(const char* variable, const std::filesystem::path& fallback)
{
    std::filesystem::path folder = environmentPath(variable);
    if (folder.is_absolute()) {
        return folder;
    }
    const std::filesystem::path home = environmentPath("HOME");
    return (home.empty() ? std::filesystem::path("/") : home) / fallback;
}

std::filesystem::path executableFolder()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path logFile(std::string_view program)
{
    return xdgFolder("XDG_STATE_HOME", std::filesystem::path(".local") / "state") / "gesso" / "log" /
           (std::string(program) + ".log");
}

std::filesystem::path resourceFolder()
{
    return executableFolder().parent_path() / "share" / "gesso";
}

Result<> makePrivateFolder(const std::filesystem::path& folder)
{
    constexpr mode_t kOwnersAlone = 0700;
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) {
        return {};
    }
    if (folder.has_parent_path() && folder.parent_path() != folder) {
        if (Result<> parent = makePrivateFolder(folder.parent_path()); !parent) {
            return parent;
        }
    }
    if (::mkdir(folder.c_str(), kOwnersAlone) != 0 && errno != EEXIST) {
        return tl::unexpected(fileError(FileAction::Write, folder, errno));
    }
    if (!std::filesystem::is_directory(folder, error)) {
        return tl::unexpected(fileError(FileAction::Write, folder, ENOTDIR));
    }
    return {};
}

} // namespace gesso
