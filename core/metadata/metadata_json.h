// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/metadata/picture_metadata.h"

#include <string>
#include <string_view>

namespace gesso {

/// Our own JSON, kept under the key `gesso` beside the A1111 text: {"version": 1, "software", "seed", "model": {"name",
/// "hash"}, "request": {...}}. Exact, where the A1111 text is not. Empty when there is no request. On one line; bytes
/// that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string metadataJson(const PictureMetadata& metadata);

/// Reads such JSON, which may come from a stranger. FileDamaged when it is not ours or not valid; Unsupported when it
/// is of a newer version. `parameters` stays empty.
[[nodiscard]] Result<PictureMetadata> metadataFromJson(std::string_view text);

} // namespace gesso
