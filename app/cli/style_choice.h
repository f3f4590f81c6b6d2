// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/commands.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace gesso::cli {

/// Puts a style around the prompts of a request's fields (request_json.h), with its guidance, and its strength where a
/// picture is restyled, unless those are given. An empty name changes nothing. Errors as readStyles and styleNamed.
[[nodiscard]] Result<> addStyle(nlohmann::json& given, const std::string& name);

/// Prints the styles by group, or as JSON.
[[nodiscard]] Result<> listStyles(const StylesCommand& command);

} // namespace gesso::cli
