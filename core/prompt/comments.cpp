// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/comments.h"

#include "core/prompt/prompt_text.h"

#include <algorithm>

namespace gesso {
namespace {

bool isColour(std::string_view text, std::size_t hash)
{
    constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
    const std::size_t end = std::min(text.find_first_not_of(kHexadecimal, hash + 1), text.size());
    const std::size_t digits = end - hash - 1;
    return (digits == 3 || digits == 4 || digits == 6 || digits == 8) && isWord(text, {hash + 1, end});
}

} // namespace

std::vector<TextRange> findComments(std::string_view text)
{
    std::vector<TextRange> comments;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '#' && !isColour(text, at)) {
            const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
            comments.push_back({at, end});
            at = end;
        }
    }
    return comments;
}

std::string withoutComments(std::string_view text)
{
    std::vector<Substitution> removed;
    for (const TextRange& comment : findComments(text)) {
        removed.push_back({comment, {comment.begin, comment.begin}});
    }
    return substituted(text, removed);
}

} // namespace gesso
