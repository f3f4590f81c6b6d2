// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <string_view>
#include <vector>

namespace gesso {

/// The word that joins prompts.
inline constexpr std::string_view kCompositionWord = "AND";

/// One of the prompts that AND joins (Liu et al. 2022, arXiv 2206.01714).
struct ComposedPart {
    TextRange text;     ///< without the weight
    double weight = 1.; ///< factor of the guidance towards this prompt
};

/// Cuts a prompt at each AND that is a word of its own, wherever it stands. A ":0.5" at the end of a part is its
/// weight, limited to -1000..1000; a prompt without AND has none, so that one may end in "16:9" (stable-diffusion-webui
/// would take that as a weight).
[[nodiscard]] std::vector<ComposedPart> splitComposition(std::string_view text);

} // namespace gesso
