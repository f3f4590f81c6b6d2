// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"

#include <utf8proc.h>

namespace gesso {
namespace {

struct Step {
    utf8proc_int32_t codePoint = -1; ///< negative where the text is not well-formed
    std::size_t bytes = 0;
};

Step stepAt(std::string_view text, std::size_t offset) noexcept
{
    Step step;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto left = static_cast<utf8proc_ssize_t>(text.size() - offset);
    const utf8proc_ssize_t length = utf8proc_iterate(bytes + offset, left, &step.codePoint);
    step.bytes = length > 0 ? static_cast<std::size_t>(length) : 0;
    return step;
}

} // namespace

std::optional<std::size_t> invalidUtf8At(std::string_view text) noexcept
{
    for (std::size_t offset = 0; offset < text.size();) {
        const Step step = stepAt(text, offset);
        if (step.codePoint < 0) {
            return offset;
        }
        offset += step.bytes;
    }
    return std::nullopt;
}

std::string_view utf8Prefix(std::string_view text, std::size_t maxBytes) noexcept
{
    if (text.size() <= maxBytes) {
        return text;
    }
    constexpr unsigned kContinuationMask = 0xC0;
    constexpr unsigned kContinuation = 0x80;
    std::size_t end = maxBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & kContinuationMask) == kContinuation) {
        --end;
    }
    return text.substr(0, end);
}

std::optional<std::string> latin1FromUtf8(std::string_view text)
{
    constexpr utf8proc_int32_t kLastLatin1 = 0xFF;
    std::string latin1;
    latin1.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
        const Step step = stepAt(text, offset);
        if (step.codePoint < 0 || step.codePoint > kLastLatin1) {
            return std::nullopt;
        }
        latin1 += static_cast<char>(static_cast<unsigned char>(step.codePoint));
        offset += step.bytes;
    }
    return latin1;
}

std::string utf8FromLatin1(std::string_view text)
{
    std::string utf8;
    utf8.reserve(text.size());
    for (const char character : text) {
        utf8proc_uint8_t encoded[4];
        const auto length = utf8proc_encode_char(static_cast<unsigned char>(character), encoded);
        utf8.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length));
    }
    return utf8;
}

} // namespace gesso
