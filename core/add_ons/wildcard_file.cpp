// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/wildcard_file.h"

#include "core/base/file.h"
#include "core/base/utf16.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxWildcardBytes = std::size_t{1} << 20;
constexpr auto kMark = "\xEF\xBB\xBF"sv;

/// What Windows-1252 has where Latin-1 has control characters (0x80..0x9F; WHATWG's Encoding standard).
constexpr std::array<std::string_view, 32> kWindows{
    "\u20AC",   "\xC2\x81", "\u201A", "\u0192", "\u201E", "\u2026",   "\u2020", "\u2021",
    "\u02C6",   "\u2030",   "\u0160", "\u2039", "\u0152", "\xC2\x8D", "\u017D", "\xC2\x8F",
    "\xC2\x90", "\u2018",   "\u2019", "\u201C", "\u201D", "\u2022",   "\u2013", "\u2014",
    "\u02DC",   "\u2122",   "\u0161", "\u203A", "\u0153", "\xC2\x9D", "\u017E", "\u0178",
};

bool isAscii(char byte)
{
    return static_cast<unsigned char>(byte) < 0x80U;
}

/// Accented letters seldom stand three in a row; the bytes of other scripts' encodings do.
bool looksWestern(std::string_view bytes)
{
    constexpr int kMostInARow = 2;
    int inARow = 0;
    for (const char byte : bytes) {
        inARow = isAscii(byte) ? 0 : inARow + 1;
        if (inARow > kMostInARow) {
            return false;
        }
    }
    return true;
}

std::string utf8FromWindows1252(std::string_view bytes)
{
    constexpr unsigned kFirst = 0x80, kBehind = 0xA0;
    std::string text;
    for (const char byte : bytes) {
        const auto number = static_cast<unsigned char>(byte);
        const bool isWindows = number >= kFirst && number < kBehind;
        text += isWindows ? std::string(kWindows[number - kFirst]) : utf8FromLatin1({&byte, 1});
    }
    return text;
}

std::vector<std::string> linesOf(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.starts_with(kMark)) { // files that were put together keep theirs
            line.remove_prefix(kMark.size());
        }
        lines.emplace_back(line);
    }
    return lines;
}

} // namespace

Result<std::string> utf8FromAnyText(std::string_view bytes)
{
    std::string text(bytes);
    if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) {
        text = utf8FromUtf16(bytes.substr(2), bytes.front() == '\xFF' ? ByteOrder::LittleEndian : ByteOrder::BigEndian);
    } else if (invalidUtf8At(bytes)) {
        if (!looksWestern(bytes)) {
            return fail(ErrorCode::FileDamaged,
                        "is not UTF-8, and its encoding is unknown: save it as UTF-8 in a text editor.");
        }
        text = utf8FromWindows1252(bytes);
    }
    if (text.find('\0') != std::string::npos) {
        return fail(ErrorCode::FileDamaged, "is no text: it holds zero bytes. Save it as UTF-8 in a text editor.");
    }
    return text;
}

Result<std::vector<std::string>> readWildcardFile(const std::filesystem::path& path)
{
    return readFile(path, kMaxWildcardBytes)
        .and_then([&](const std::string& bytes) -> Result<std::vector<std::string>> {
            const Result<std::string> text = utf8FromAnyText(bytes);
            if (!text) {
                return fail(text.error().code, "The wildcard file '" + path.string() + "' " + text.error().message);
            }
            return linesOf(*text);
        });
}

} // namespace gesso
