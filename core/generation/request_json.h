// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

#include <nlohmann/json.hpp>

namespace gesso {

/// The request as JSON: what crosses the wire, stands in a job file and is written into pictures. Keys are the names of
/// the fields, and "version"; enumerations are their names (names.h); the seed is an exact unsigned 64-bit number.
/// Doubles survive a dump and a parse exactly. Parts and lists that are as by default are left out.
[[nodiscard]] nlohmann::json toJson(const GenerationRequest& request);

/// Reads and validates such JSON. A key that is left out takes its default; an unknown key, a value of another type, a
/// value out of bounds or another version is an InvalidRequest or Unsupported that names the key.
[[nodiscard]] Result<GenerationRequest> requestFromJson(const nlohmann::json& json);

[[nodiscard]] nlohmann::json toJson(const ExecutionOptions& options);

/// As requestFromJson, for the options.
[[nodiscard]] Result<ExecutionOptions> executionOptionsFromJson(const nlohmann::json& json);

} // namespace gesso
