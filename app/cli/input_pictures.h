// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/inputs.h"

#include <nlohmann/json.hpp>

namespace gesso::cli {

/// Reads the pictures that a request's fields (request_json.h) name under "init" and "mask", and completes the fields:
/// absolute paths, hashes, and the size where none was given: that of the picture, rounded down to multiples of 8; up
/// where it is repainted, so that its own pixels stay as they are; not at all where only its masked part is repainted.
/// Says on stderr what was done about transparency, if it `talks`. An interruption ends the program at once.
/// Errors: those of readInputPicture; a field of another type is left to requestFromJson.
[[nodiscard]] Result<GenerationInputs> readInputs(nlohmann::json& given, bool talks = true);

} // namespace gesso::cli
