// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace gesso {

/// What the starter model is called.
inline constexpr std::string_view kStarterName = "starter";

/// The folder of the model that ships with Gesso: share/gesso/starter-model beside the program's folder (see
/// resourceFolder()); nothing when it is not there.
[[nodiscard]] std::optional<std::filesystem::path> starterModel(const std::filesystem::path& programFolder);

/// A request with the model's own defaults: what its gesso.json says (steps, guidance, width, height, scheduler, the
/// view of panoramas), else the size that its UNet was made for. Errors: ModelDamaged for a gesso.json that cannot be
/// used.
/// Of a single file: what its notes say (single_file.h), else the size of its family; its errors are SingleFile's.
[[nodiscard]] Result<GenerationRequest> requestFor(const std::filesystem::path& model);

} // namespace gesso
