// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/prompt/text_range.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Wildcards stand in wildcards so many deep.
inline constexpr int kMostNestedWildcards = 10;

/// The lines of the wildcard of that name, which may be a pattern ("animals/*"); nothing when there is none. An error
/// where they cannot be read.
using WildcardLookup = std::function<Result<std::optional<std::vector<std::string>>>(std::string_view name)>;

/// The wildcards "__name__" of a prompt, underscores included: a name has no "__", no blanks but between its
/// words, and none of the grammar's signs; folders stand before "/". None stands in a comment, in a LoRA tag, or behind
/// a backslash.
[[nodiscard]] std::vector<TextRange> findWildcards(std::string_view text);

/// The text with each wildcard written out as a choice of its lines (choices.h), which may hold wildcards and choices.
/// Of the lines, blank ones and comments are left out. What makes the picture is then in the prompt alone, whatever
/// becomes of the files.
///
/// Errors: the lookup's; InvalidRequest for a name that it does not know, a wildcard without lines, one that holds
/// itself, more than kMostNestedWildcards deep, and a result of more than RequestLimits::kMaxPromptBytes.
[[nodiscard]] Result<std::string> withWildcards(std::string_view text, const WildcardLookup& lookup);

} // namespace gesso
