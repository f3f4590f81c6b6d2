// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace gesso {

/// How a picture was made by ComfyUI's graph (its "prompt" in API format): the first sampler in it, and what leads to
/// it. Nothing when the JSON is no such graph.
[[nodiscard]] std::optional<PictureMetadata> metadataFromComfy(const nlohmann::json& graph);

} // namespace gesso
