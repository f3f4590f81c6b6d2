// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gesso::cli {

/// Adds LoRAs as they were typed ("FILE", "FILE:0.8", "name:0.8", "name:0.8:0.5": text encoder, UNet) to a request's
/// fields (request_json.h). Errors: InvalidRequest for what is not well formed or known by no name, FileNotReadable for
/// a path that is not there.
[[nodiscard]] Result<> addAddOns(nlohmann::json& given, const std::vector<std::string>& loras);

} // namespace gesso::cli
