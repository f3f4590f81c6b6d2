// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The comments of a prompt, each from its "#" to the end of the line (which stays). "\#" begins none, and neither does
/// the "#" of a colour: 3, 4, 6 or 8 hexadecimal digits that are a word of their own, as in #a1b2c3.
[[nodiscard]] std::vector<TextRange> findComments(std::string_view text);

[[nodiscard]] std::string withoutComments(std::string_view text);

} // namespace gesso
