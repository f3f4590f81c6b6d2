// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"

#include "core/base/utf8.h"

namespace gesso {
namespace {

// U+EF80..U+EFFF are EE BE 80 .. EE BF BF in UTF-8.
constexpr unsigned char kLead = 0xEE;
constexpr unsigned char kLower = 0xBE;
constexpr unsigned char kUpper = 0xBF;

unsigned char byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

bool isPrivate(std::string_view text, std::size_t at)
{
    return at + 2 < text.size() && byteAt(text, at) == kLead &&
           (byteAt(text, at + 1) == kLower || byteAt(text, at + 1) == kUpper);
}

/// A byte of 0x80..0xFF as its private character.
void appendPrivate(std::string& text, unsigned char byte)
{
    constexpr unsigned kMiddle = 0xC0; // from here on the second byte is the upper one
    constexpr unsigned kSixBits = 0x3F;
    text += static_cast<char>(kLead);
    text += static_cast<char>(byte < kMiddle ? kLower : kUpper);
    text += static_cast<char>(0x80U | (byte & kSixBits));
}

/// Appends well-formed UTF-8.
void appendText(std::string& text, std::string_view valid)
{
    for (std::size_t at = 0; at < valid.size();) {
        if (isPrivate(valid, at)) {
            for (const std::size_t end = at + 3; at < end; ++at) {
                appendPrivate(text, byteAt(valid, at));
            }
        } else {
            text += valid[at++];
        }
    }
}

} // namespace

std::string textOfPath(const std::filesystem::path& path)
{
    std::string_view rest = path.native();
    std::string text;
    while (const std::optional<std::size_t> bad = invalidUtf8At(rest)) {
        appendText(text, rest.substr(0, *bad));
        appendPrivate(text, byteAt(rest, *bad));
        rest.remove_prefix(*bad + 1);
    }
    appendText(text, rest);
    return text;
}

std::filesystem::path pathOfText(std::string_view text)
{
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        if (isPrivate(text, at)) {
            const unsigned high = byteAt(text, at + 1) == kUpper ? 0xC0U : 0x80U;
            bytes += static_cast<char>(high | (byteAt(text, at + 2) & 0x3FU));
            at += 3;
        } else {
            bytes += text[at++];
        }
    }
    return bytes;
}

} // namespace gesso
