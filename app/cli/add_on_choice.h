// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gesso::cli {

/// Completes a request's fields (request_json.h) with the files that it names: `loras` as they were typed ("FILE",
/// "FILE:0.8", "name:0.8"), and of the prompts, where their syntax is weighted, LoRA tags, embeddings, and wildcards,
/// which are written out in the prompt. Errors: InvalidRequest for what is not found or not well formed.
[[nodiscard]] Result<> addAddOns(nlohmann::json& given, const std::vector<std::string>& loras);

} // namespace gesso::cli
