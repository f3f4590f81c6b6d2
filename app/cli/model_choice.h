// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"
#include "core/styles/style.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

namespace gesso::cli {

/// The model of this path or name; the starter model for an empty text. An absolute path that is not there is taken as
/// it is when the engine may run on another machine. Error: ModelNotFound.
[[nodiscard]] Result<std::filesystem::path> chooseModel(std::string_view pathOrName, bool engineMayBeRemote);

/// The whole request: the given fields (request_json.h), then what the style and the model are best run with, and a
/// random seed where none was given. Errors: those of chooseModel, requestFor and requestFromJson.
[[nodiscard]] Result<GenerationRequest> completeRequest(const nlohmann::json& given, const std::optional<Style>& style,
                                                        bool engineMayBeRemote);

} // namespace gesso::cli
