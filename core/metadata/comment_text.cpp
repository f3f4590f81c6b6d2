// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/comment_text.h"

#include "core/base/utf16.h"
#include "core/base/utf8.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace gesso {
namespace {

constexpr std::size_t kCodeBytes = 8;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// EXIF texts may be filled up with zero bytes at their end.
std::string withoutPadding(std::string text)
{
    while (!text.empty() && text.back() == '\0') {
        text.pop_back();
    }
    return text;
}

/// Most characters have a zero high byte, which tells the order.
ByteOrder orderOfUtf16(std::string_view bytes, ByteOrder otherwise)
{
    std::size_t zeroFirst = 0;
    std::size_t zeroSecond = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        zeroFirst += bytes[i] == '\0' ? 1 : 0;
        zeroSecond += bytes[i + 1] == '\0' ? 1 : 0;
    }
    if (zeroFirst == zeroSecond) {
        return otherwise;
    }
    return zeroFirst > zeroSecond ? ByteOrder::BigEndian : ByteOrder::LittleEndian;
}

/// Whether there are zeros within: those of UTF-16.
bool hasZeros(std::string_view bytes) noexcept
{
    while (!bytes.empty() && bytes.back() == '\0') {
        bytes.remove_suffix(1);
    }
    return bytes.find('\0') != std::string_view::npos;
}

bool hasUtf16Mark(std::string_view bytes) noexcept
{
    return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

/// The eight bytes that name an encoding, in any case: "UNICODE", "ASCII", "JIS"; nothing when they are none.
std::optional<std::string> codeOf(std::string_view value)
{
    std::string code(value.substr(0, kCodeBytes));
    std::transform(code.begin(), code.end(), code.begin(), [](char character) {
        return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    });
    while (!code.empty() && (code.back() == '\0' || code.back() == ' ')) {
        code.pop_back();
    }
    const bool known = code.empty() || code == "UNICODE" || code == "ASCII" || code == "JIS";
    return value.size() >= kCodeBytes && known ? std::optional(code) : std::nullopt;
}

/// By the C library; nothing when it cannot.
std::optional<std::string> utf8FromJis(std::string_view bytes)
{
    const ::iconv_t converter = ::iconv_open("UTF-8", "ISO-2022-JP");
    if (reinterpret_cast<std::intptr_t>(converter) == -1) {
        return std::nullopt;
    }
    std::string input(bytes);
    std::string output(4 * bytes.size() + 4, '\0');
    char* in = input.data();
    char* out = output.data();
    std::size_t inLeft = input.size(), outLeft = output.size();
    const bool whole = ::iconv(converter, &in, &inLeft, &out, &outLeft) != static_cast<std::size_t>(-1);
    ::iconv_close(converter);
    output.resize(output.size() - outLeft);
    return whole ? std::optional(output) : std::nullopt;
}

/// Some libraries' form of the code: `charset=Unicode text`, `charset="Ascii" text`.
std::string_view withoutCharset(std::string_view text) noexcept
{
    const std::size_t end = text.starts_with("charset=") ? text.find(' ') : std::string_view::npos;
    return end == std::string_view::npos ? text : text.substr(end + 1);
}

} // namespace

std::string utf8OrLatin1(std::string_view bytes)
{
    std::string text = withoutPadding(std::string(bytes));
    if (invalidUtf8At(text)) {
        return utf8FromLatin1(text);
    }
    return text.starts_with(kUtf8Mark) ? text.substr(kUtf8Mark.size()) : text;
}

std::string utf16Text(std::string_view bytes, ByteOrder otherwise)
{
    ByteOrder order = orderOfUtf16(bytes, otherwise);
    if (hasUtf16Mark(bytes)) {
        order = bytes.front() == '\xFF' ? ByteOrder::LittleEndian : ByteOrder::BigEndian;
        bytes.remove_prefix(2);
    }
    return withoutPadding(utf8FromUtf16(bytes, order));
}

std::string commentText(std::string_view value, ByteOrder blockOrder)
{
    const auto code = codeOf(value);
    const std::string_view text = code ? value.substr(kCodeBytes) : withoutCharset(value);
    if (code == "JIS") {
        return utf8FromJis(text).value_or(utf8OrLatin1(text));
    }
    const bool isUtf8 = text.starts_with(kUtf8Mark) || (!hasZeros(text) && !invalidUtf8At(text));
    const bool announced = code == "UNICODE";
    if (hasUtf16Mark(text) || (announced && !isUtf8) || (!announced && hasZeros(text) && text.size() % 2 == 0)) {
        return utf16Text(text, blockOrder);
    }
    return utf8OrLatin1(text);
}

} // namespace gesso
