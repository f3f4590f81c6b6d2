// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/clip_words.h"

#include "inference/base/engine_error.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gesso::inference {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;
constexpr UChar32 kFirstNotComposed = 0x300; ///< all characters below are in NFC whatever stands beside them
constexpr UChar32 kLongS = 0x17F;            ///< the one character beside S whose case variant is s
constexpr UChar32 kIotaSubscript = 0x345;    ///< a mark whose case variant is a letter: the expression finds it nowhere

bool isIdeograph(UChar32 c)
{
    constexpr std::array<std::pair<UChar32, UChar32>, 8> kRanges{{
        {0x4E00, 0x9FFF},
        {0x3400, 0x4DBF},
        {0x20000, 0x2A6DF},
        {0x2A700, 0x2B73F},
        {0x2B740, 0x2B81F},
        {0x2B820, 0x2CEAF},
        {0xF900, 0xFAFF},
        {0x2F800, 0x2FA1F},
    }};
    return std::any_of(kRanges.begin(), kRanges.end(),
                       [c](const auto& range) { return c >= range.first && c <= range.second; });
}

bool isIn(UChar32 c, std::uint32_t categories)
{
    return (U_GET_GC_MASK(c) & categories) != 0;
}

bool isLetter(UChar32 c)
{
    return isIn(c, U_GC_L_MASK);
}

bool isNumber(UChar32 c)
{
    return isIn(c, U_GC_N_MASK);
}

// What is left between two spaces, line separators and paragraph separators included, once the text is cleaned.
bool isSpace(UChar32 c)
{
    return isIn(c, U_GC_Z_MASK);
}

// BasicTokenizer._clean_text and ._tokenize_chinese_chars.
std::u32string cleaned(std::string_view utf8)
{
    std::u32string text;
    text.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    for (std::size_t i = 0; i < utf8.size();) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, i, utf8.size(), c);
        if (c == '\t' || c == '\n' || c == '\r' || isIn(c, U_GC_ZS_MASK)) {
            text.push_back(U' ');
        } else if (c == kReplacement || isIn(c, U_GC_C_MASK)) {
            continue;
        } else if (isIdeograph(c)) {
            text.append({U' ', static_cast<char32_t>(c), U' '});
        } else {
            text.push_back(static_cast<char32_t>(c));
        }
    }
    return text;
}

icu::UnicodeString toIcu(const std::u32string& text)
{
    return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                         static_cast<std::int32_t>(text.size()));
}

void check(UErrorCode status)
{
    if (U_FAILURE(status)) {
        throw EngineError(ErrorCode::Internal, std::string("the Unicode library failed: ") + u_errorName(status));
    }
}

// The full canonical decomposition with marks in canonical order. Sorting here keeps the time in proportion to the
// text: the library moves each mark by itself, which takes hours for a megabyte of them in the wrong order.
std::u32string decomposed(const std::u32string& text, const icu::Normalizer2& nfd)
{
    std::u32string result;
    result.reserve(text.size());
    icu::UnicodeString parts;
    for (const char32_t c : text) {
        if (!nfd.getDecomposition(static_cast<UChar32>(c), parts)) {
            result.push_back(c);
            continue;
        }
        for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
            result.push_back(static_cast<char32_t>(parts.char32At(i)));
        }
    }
    const auto markClass = [](char32_t c) { return u_getCombiningClass(static_cast<UChar32>(c)); };
    const auto isMark = [&markClass](char32_t c) { return markClass(c) != 0; };
    for (auto start = std::find_if(result.begin(), result.end(), isMark); start != result.end();) {
        const auto end = std::find_if_not(start, result.end(), isMark);
        std::stable_sort(start, end, [&](char32_t a, char32_t b) { return markClass(a) < markClass(b); });
        start = std::find_if(end, result.end(), isMark);
    }
    return result;
}

icu::UnicodeString composed(const std::u32string& text)
{
    const bool isComposed = std::all_of(text.begin(), text.end(), [](char32_t c) { return c < kFirstNotComposed; });
    if (isComposed) {
        return toIcu(text);
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    check(status);
    icu::UnicodeString result = nfc->normalize(toIcu(decomposed(text, *nfd)), status);
    check(status);
    return result;
}

std::u32string normalized(std::string_view utf8)
{
    icu::UnicodeString text = composed(cleaned(utf8));
    text.toLower(icu::Locale::getRoot());
    UErrorCode status = U_ZERO_ERROR;
    std::u32string result(static_cast<std::size_t>(text.countChar32()), U'\0');
    text.toUTF32(reinterpret_cast<UChar32*>(result.data()), static_cast<std::int32_t>(result.size()), status);
    if (status != U_STRING_NOT_TERMINATED_WARNING) {
        check(status);
    }
    return result;
}

/// Finds the words in a normalized text, one after the other.
class WordScanner {
public:
    explicit WordScanner(std::u32string_view text) : m_rest(text) {}

    // The next word; empty at the end.
    std::u32string_view next()
    {
        while (!m_rest.empty()) {
            if (const std::size_t length = lengthOfWord(); length > 0) {
                const std::u32string_view word = m_rest.substr(0, length);
                m_rest.remove_prefix(length);
                return word;
            }
            m_rest.remove_prefix(1);
        }
        return {};
    }

private:
    [[nodiscard]] static UChar32 at(std::u32string_view text, std::size_t i) { return static_cast<UChar32>(text[i]); }

    // Whether the rest starts with a lower-case ASCII text, a long s counting as an s.
    [[nodiscard]] bool startsWith(std::string_view text) const
    {
        return m_rest.size() >= text.size() &&
               std::equal(text.begin(), text.end(), m_rest.begin(), [](char wanted, char32_t c) {
                   return c == static_cast<unsigned char>(wanted) || (wanted == 's' && c == kLongS);
               });
    }

    template <typename Predicate> [[nodiscard]] std::size_t lengthWhile(Predicate predicate) const
    {
        std::size_t length = 0;
        while (length < m_rest.size() && predicate(at(m_rest, length))) {
            ++length;
        }
        return length;
    }

    [[nodiscard]] std::size_t lengthOfWord() const
    {
        constexpr std::array<std::string_view, 9> kFixed{
            "<|startoftext|>", "<|endoftext|>", "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
        const UChar32 first = at(m_rest, 0);
        if (first == '<' || first == '\'') {
            const auto* fixed =
                std::find_if(kFixed.begin(), kFixed.end(), [this](std::string_view text) { return startsWith(text); });
            if (fixed != kFixed.end()) {
                return fixed->size();
            }
        }
        if (isLetter(first)) {
            return lengthWhile(isLetter);
        }
        if (isNumber(first)) {
            return 1;
        }
        return lengthWhile(
            [](UChar32 c) { return !isLetter(c) && !isNumber(c) && !isSpace(c) && c != kIotaSubscript; });
    }

    std::u32string_view m_rest;
};

std::string toUtf8(std::u32string_view word)
{
    std::string bytes;
    for (const char32_t c : word) {
        std::array<char, U8_MAX_LENGTH> buffer{};
        std::size_t length = 0;
        U8_APPEND_UNSAFE(buffer.data(), length, static_cast<UChar32>(c));
        bytes.append(buffer.data(), length);
    }
    return bytes;
}

} // namespace

std::vector<std::string> clipWords(std::string_view utf8)
{
    const std::u32string text = normalized(utf8);
    std::vector<std::string> words;
    WordScanner scanner(text);
    for (std::u32string_view word = scanner.next(); !word.empty(); word = scanner.next()) {
        words.push_back(toUtf8(word));
    }
    return words;
}

} // namespace gesso::inference
