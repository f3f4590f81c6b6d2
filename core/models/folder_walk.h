// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace gesso {

/// Something in a folder that is walked through.
struct WalkedEntry {
    std::filesystem::path path;
    std::string place; ///< its path below the walk's folder: "sd15/chars/two.safetensors"
    bool isFolder = false;
};

/// Calls `visit` for what a folder holds at any depth, the nearer things first, those of one folder in the order of
/// their names; hidden ones (".git") are left out. `visit` says of a folder whether to look into it. Links are
/// followed; a folder that leads back into itself, or that is come to by more than a few ways, is not entered again.
/// After 100'000 entries, or 64 folders deep, the walk ends. What cannot be read is passed over.
void walkFolder(const std::filesystem::path& folder, const std::function<bool(const WalkedEntry&)>& visit);

} // namespace gesso
