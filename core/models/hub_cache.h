// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace gesso {

/// Where a model's files are: `path` itself, or the current snapshot when it is a repository in the Hugging Face cache
/// (models--owner--model with refs/main and snapshots/<revision>).
[[nodiscard]] std::filesystem::path resolvedSnapshot(const std::filesystem::path& path);

/// A model's name for people: "owner/model" for a snapshot in the cache, else the folder's or file's own name.
[[nodiscard]] std::string modelName(const std::filesystem::path& path);

} // namespace gesso
