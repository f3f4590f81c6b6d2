// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace gesso {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether the character that begins there is a letter, a number or "_".
bool isWordCharacter(std::string_view text, std::size_t at)
{
    utf8proc_int32_t point = 0;
    const auto rest = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4));
    if (utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at, rest, &point) < 1) {
        return false;
    }
    const utf8proc_category_t category = utf8proc_category(point);
    return point == '_' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

} // namespace

TextRange trimmed(std::string_view text, TextRange range) noexcept
{
    while (range.begin < range.end && kPromptBlanks.find(text[range.begin]) != std::string_view::npos) {
        ++range.begin;
    }
    while (range.begin < range.end && kPromptBlanks.find(text[range.end - 1]) != std::string_view::npos) {
        --range.end;
    }
    return range;
}

std::optional<double> promptNumber(std::string_view text)
{
    text = trimmed(text, {0, text.size()}).of(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const auto digits = std::count_if(text.begin(), text.end(), isDigit);
    const auto dots = std::count(text.begin(), text.end(), '.');
    if (digits == 0 || dots > 1 || static_cast<std::size_t>(digits + dots) != text.size()) {
        return std::nullopt;
    }
    double value = 0.;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc::result_out_of_range) {
        // Too small where the digits before the dot are zeros.
        const bool small = text.find_first_not_of('0') == text.find('.') && dots == 1;
        value = small ? 0. : std::numeric_limits<double>::max();
    }
    return negative ? -value : value;
}

bool isWord(std::string_view text, TextRange range)
{
    if (range.end < text.size() && isWordCharacter(text, range.end)) {
        return false;
    }
    if (range.begin == 0) {
        return true;
    }
    std::size_t before = range.begin - 1;
    while (before > 0 && range.begin - before < 4 && (static_cast<unsigned char>(text[before]) & 0xC0U) == 0x80U) {
        --before;
    }
    return !isWordCharacter(text, before);
}

std::size_t findWord(std::string_view text, std::string_view word, std::size_t from)
{
    std::size_t at = text.find(word, from);
    while (at != std::string_view::npos && !isWord(text, {at, at + word.size()})) {
        at = text.find(word, at + 1);
    }
    return at;
}

std::string substituted(std::string_view text, const std::vector<Substitution>& substitutions)
{
    struct Level {
        std::size_t end;    ///< of the part that stays
        std::size_t resume; ///< where the text goes on behind it
    };
    std::string result;
    std::vector<Level> levels{{text.size(), text.size()}};
    auto next = substitutions.begin();
    std::size_t at = 0;
    while (!levels.empty()) {
        next = std::lower_bound(next, substitutions.end(), at,
                                [](const Substitution& one, std::size_t place) { return one.whole.begin < place; });
        const std::size_t end = levels.back().end;
        if (next == substitutions.end() || next->whole.begin >= end) {
            result += text.substr(at, end - at);
            at = levels.back().resume;
            levels.pop_back();
            continue;
        }
        result += text.substr(at, next->whole.begin - at);
        levels.push_back({next->kept.end, next->whole.end});
        at = next->kept.begin;
        ++next;
    }
    return result;
}

std::string blanked(std::string_view text, const std::vector<TextRange>& ranges)
{
    std::string result(text);
    for (const TextRange& range : ranges) {
        std::fill_n(result.begin() + static_cast<std::ptrdiff_t>(range.begin), range.size(), ' ');
    }
    return result;
}

} // namespace gesso
