// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

namespace gesso::cli {

/// What the starter model is called on the command line.
inline constexpr std::string_view kStarterName = "starter";

/// The folder of the model that ships with Gesso: ../share/gesso/starter-model beside the program's folder, else the
/// one in the source tree that the program was built from; nothing when neither is there.
[[nodiscard]] std::optional<std::filesystem::path> starterModel();

/// The model of this path or name; the starter model for an empty text. An absolute path that is not there is taken as
/// it is when the engine may run on another machine. Error: ModelNotFound.
[[nodiscard]] Result<std::filesystem::path> chooseModel(std::string_view pathOrName, bool engineMayBeRemote);

/// A request with the model's own defaults: what its gesso.json says (steps, guidance, width, height, scheduler), else
/// the size that its UNet was made for. Errors: ModelDamaged for a gesso.json that cannot be used.
[[nodiscard]] Result<GenerationRequest> requestFor(const std::filesystem::path& model);

/// The whole request: the given fields (request_json.h), then the model's defaults, and a random seed where none was
/// given. Errors: those of chooseModel, requestFor and requestFromJson.
[[nodiscard]] Result<GenerationRequest> completeRequest(const nlohmann::json& given, bool engineMayBeRemote);

} // namespace gesso::cli
