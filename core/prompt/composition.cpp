// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/composition.h"

#include "core/prompt/prompt_text.h"
#include "core/prompt/weights.h"

#include <algorithm>

namespace gesso {
namespace {

ComposedPart readPart(std::string_view text, TextRange range)
{
    const std::size_t colon = range.of(text).rfind(':');
    if (colon == std::string_view::npos) {
        return {range, 1.};
    }
    const auto weight = promptNumber(text.substr(range.begin + colon + 1, range.size() - colon - 1));
    if (!weight) {
        return {range, 1.};
    }
    const TextRange shown = trimmed(text, {range.begin, range.begin + colon});
    return {{range.begin, shown.size() > 0 ? shown.end : range.begin},
            std::clamp(*weight, -kGreatestPromptWeight, kGreatestPromptWeight)};
}

} // namespace

std::vector<ComposedPart> splitComposition(std::string_view text)
{
    std::vector<ComposedPart> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; (at = findWord(text, kCompositionWord, begin)) != std::string_view::npos;) {
        parts.push_back(readPart(text, {begin, at}));
        begin = at + kCompositionWord.size();
    }
    if (parts.empty()) {
        return {{{0, text.size()}, 1.}};
    }
    parts.push_back(readPart(text, {begin, text.size()}));
    return parts;
}

} // namespace gesso
