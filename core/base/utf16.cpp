// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf16.h"

#include <utf8proc.h>

namespace gesso {
namespace {

// The Unicode Standard 15, 3.9, table 3-5.
constexpr utf8proc_int32_t kReplacement = 0xFFFD;
constexpr utf8proc_int32_t kFirstHigh = 0xD800;
constexpr utf8proc_int32_t kFirstLow = 0xDC00;
constexpr utf8proc_int32_t kLastLow = 0xDFFF;
constexpr utf8proc_int32_t kFirstPaired = 0x10000;
constexpr int kHalfBits = 10;
constexpr utf8proc_int32_t kHalfMask = (1 << kHalfBits) - 1;

bool isHigh(utf8proc_int32_t unit) noexcept
{
    return unit >= kFirstHigh && unit < kFirstLow;
}

bool isLow(utf8proc_int32_t unit) noexcept
{
    return unit >= kFirstLow && unit <= kLastLow;
}

void appendUtf16(std::string& bytes, utf8proc_int32_t codePoint, ByteOrder order)
{
    if (codePoint < kFirstPaired) {
        appendU16(bytes, static_cast<std::uint32_t>(codePoint), order);
        return;
    }
    const utf8proc_int32_t paired = codePoint - kFirstPaired;
    appendU16(bytes, static_cast<std::uint32_t>(kFirstHigh + (paired >> kHalfBits)), order);
    appendU16(bytes, static_cast<std::uint32_t>(kFirstLow + (paired & kHalfMask)), order);
}

} // namespace

std::string utf16FromUtf8(std::string_view text, ByteOrder order)
{
    std::string bytes;
    bytes.reserve(2 * text.size());
    while (!text.empty()) {
        utf8proc_int32_t codePoint = kReplacement;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &codePoint);
        appendUtf16(bytes, length > 0 ? codePoint : kReplacement, order);
        text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
    }
    return bytes;
}

std::string utf8FromUtf16(std::string_view bytes, ByteOrder order)
{
    std::string text;
    text.reserve(bytes.size());
    while (bytes.size() >= 2) {
        auto codePoint = static_cast<utf8proc_int32_t>(readU16(bytes, order));
        bytes.remove_prefix(2);
        const utf8proc_int32_t next =
            bytes.size() >= 2 ? static_cast<utf8proc_int32_t>(readU16(bytes, order)) : kReplacement;
        if (isHigh(codePoint) && isLow(next)) {
            codePoint = kFirstPaired + ((codePoint - kFirstHigh) << kHalfBits) + (next - kFirstLow);
            bytes.remove_prefix(2);
        } else if (isHigh(codePoint) || isLow(codePoint)) {
            codePoint = kReplacement;
        }
        utf8proc_uint8_t encoded[4];
        const auto length = utf8proc_encode_char(codePoint, encoded);
        text.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length));
    }
    return text;
}

} // namespace gesso
