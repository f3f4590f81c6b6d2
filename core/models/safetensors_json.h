// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/safetensors_header.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A header's JSON as it stands: types and structure are checked, offsets and sizes are not yet.
struct SafetensorsJson {
    /// `offset` and `bytes` still hold the two data_offsets as written: begin and end, from the start of the data.
    std::vector<SafetensorsHeader::Tensor> tensors;
    std::map<std::string, std::string> metadata;
};

/// Parses the JSON of a header in one pass, without building a tree: duplicate and unknown keys, wrong types, numbers
/// that are not 64-bit whole numbers, nesting beyond the format's three levels, too many tensors and too high ranks are
/// refused as soon as they are met. Messages are phrases ("tensor 'a': ...").
[[nodiscard]] Result<SafetensorsJson> parseSafetensorsJson(std::string_view json);

/// A name from a file as it may stand in a message: quoted, shortened, control characters replaced.
[[nodiscard]] std::string quotedName(std::string_view name);

} // namespace gesso
