// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/shown_text.h"

#include <utf8proc.h>

#include <cstdio>

namespace gesso {
namespace {

/// Whether a terminal would do something else than show a character: controls of ASCII and of ISO 6429, and those of
/// the Unicode Bidirectional Algorithm.
bool commands(utf8proc_int32_t character) noexcept
{
    const bool control = character < 0x20 || (character >= 0x7F && character <= 0x9F);
    const bool turns = character == 0x061C || character == 0x200E || character == 0x200F ||
                       (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    const bool breaksLine = character == 0x2028 || character == 0x2029;
    return control || turns || breaksLine;
}

std::string hexadecimal(const char* format, utf8proc_int32_t number)
{
    char text[16];
    std::snprintf(text, sizeof(text), format, static_cast<unsigned>(number));
    return text;
}

/// Calls each(character, its bytes) for every character; a byte that is none is -1.
template <typename Each> void forEachCharacter(std::string_view text, Each&& each)
{
    while (!text.empty()) {
        utf8proc_int32_t character = -1;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &character);
        const std::size_t bytes = length > 0 ? static_cast<std::size_t>(length) : 1;
        each(length > 0 ? character : -1, text.substr(0, bytes));
        text.remove_prefix(bytes);
    }
}

} // namespace

std::string shownText(std::string_view text)
{
    std::string shown;
    shown.reserve(text.size());
    forEachCharacter(text, [&](utf8proc_int32_t character, std::string_view bytes) {
        if (character < 0) {
            shown += hexadecimal("\\x%02x", static_cast<unsigned char>(bytes.front()));
        } else if (character == '\n' || character == '\t' || !commands(character)) {
            shown += bytes;
        } else {
            shown += hexadecimal(character < 0x80 ? "\\x%02x" : "\\u{%x}", character);
        }
    });
    return shown;
}

std::string shownLine(std::string_view text)
{
    std::string line = shownText(text);
    for (char& character : line) {
        character = character == '\n' || character == '\t' ? ' ' : character;
    }
    return line;
}

std::string shownJson(std::string_view json)
{
    std::string shown;
    shown.reserve(json.size());
    forEachCharacter(json, [&](utf8proc_int32_t character, std::string_view bytes) {
        const bool stays = character < 0x20 || !commands(character); // those below are escaped already, or no UTF-8
        shown += stays ? std::string(bytes) : hexadecimal("\\u%04x", character);
    });
    return shown;
}

} // namespace gesso
