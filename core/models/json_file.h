// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>

namespace gesso {

/// Room for any config.json of a model part; the largest known has 3 KB.
inline constexpr std::size_t kMaxConfigBytes = 1 << 20;

/// The JSON object in a file of a model. Length and nesting are bounded before parsing; Python's NaN, Infinity and
/// -Infinity are read as null. Errors: FileNotReadable, or
/// ModelDamaged naming the file and what it really is (empty, a git-lfs pointer, a web page ...).
[[nodiscard]] Result<nlohmann::json> readJsonObject(const std::filesystem::path& path,
                                                    std::size_t maxBytes = kMaxConfigBytes);

/// The JSON in such a file, whatever it is. Errors as above.
[[nodiscard]] Result<nlohmann::json> readJson(const std::filesystem::path& path,
                                              std::size_t maxBytes = kMaxConfigBytes);

/// The text under `key`, or empty where there is none.
[[nodiscard]] std::string textOf(const nlohmann::json& object, const char* key);

} // namespace gesso
