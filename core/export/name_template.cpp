// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/name_template.h"

#include "core/base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace gesso {
namespace {

constexpr std::size_t kMaxNameBytes = 200; // file systems allow 255; room for a number and an end
constexpr std::size_t kMaxPromptBytes = 80;
constexpr std::size_t kMaxWordsBytes = 48;
constexpr int kMostWords = 6;
constexpr int kMaxZeroWidth = 20;

constexpr std::array<std::string_view, 10> kFields{"index", "seed",   "model", "prompt", "words",
                                                   "width", "height", "steps", "date",   "time"};
constexpr std::array<std::string_view, 6> kNumbers{"index", "seed", "width", "height", "steps"};

template <std::size_t N> bool isIn(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string localTime(std::chrono::system_clock::time_point when, const char* format)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts = {};
    ::localtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

bool isWeight(std::string_view word)
{
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// The first words of a prompt with hyphens between them, without its grammar: tags, brackets, weights.
std::string firstWords(std::string_view prompt)
{
    constexpr std::string_view kBetween = " \t\r\n,;:()[]{}|\\/";
    std::string words;
    int count = 0;
    while (!prompt.empty() && count < kMostWords) {
        if (prompt.front() == '<') { // a tag
            prompt.remove_prefix(std::min(prompt.find('>'), prompt.size() - 1) + 1);
            continue;
        }
        const bool afterColon = prompt.front() == ':';
        if (kBetween.find(prompt.front()) != std::string_view::npos) {
            prompt.remove_prefix(1);
            if (!afterColon) {
                continue;
            }
        }
        std::string_view word = prompt.substr(0, prompt.find_first_of(std::string(kBetween) + '<'));
        prompt.remove_prefix(word.size());
        while (word.ends_with('.')) {
            word.remove_suffix(1);
        }
        if (word.empty() || (afterColon && isWeight(word))) {
            continue;
        }
        const std::size_t room = kMaxWordsBytes - std::min(kMaxWordsBytes, words.size() + 1);
        if (count > 0 && word.size() > room) {
            break;
        }
        words.append(count > 0 ? "-" : "").append(utf8Prefix(word, kMaxWordsBytes));
        ++count;
    }
    return words.empty() ? "picture" : words;
}

std::string fieldText(std::string_view field, const NameValues& values)
{
    const GenerationRequest request = values.metadata.request.value_or(GenerationRequest{});
    if (field == "index") {
        return std::to_string(values.index);
    }
    if (field == "seed") {
        return std::to_string(values.metadata.seed);
    }
    if (field == "model") {
        return values.metadata.modelName;
    }
    if (field == "prompt") {
        return std::string(utf8Prefix(request.prompt, kMaxPromptBytes));
    }
    if (field == "words") {
        return firstWords(request.prompt);
    }
    if (field == "width") {
        return std::to_string(request.width);
    }
    if (field == "height") {
        return std::to_string(request.height);
    }
    if (field == "steps") {
        return std::to_string(request.steps);
    }
    return localTime(values.when, field == "date" ? "%Y-%m-%d" : "%H-%M-%S");
}

/// One character as a name may have it: "" where it is left out.
std::string_view safeCharacter(std::string_view character, utf8proc_int32_t codePoint)
{
    constexpr std::string_view kUnsafe = "/\\:*?\"<>|";
    switch (utf8proc_category(codePoint)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return " ";
    case UTF8PROC_CATEGORY_CC:
        return codePoint == '\t' || codePoint == '\n' || codePoint == '\r' ? " " : "";
    case UTF8PROC_CATEGORY_CF: // the reversing ones above all
    case UTF8PROC_CATEGORY_CN:
        return "";
    default:
        return character.size() == 1 && kUnsafe.find(character.front()) != std::string_view::npos ? "_" : character;
    }
}

std::string composed(const std::string& text)
{
    struct Free {
        void operator()(utf8proc_uint8_t* pointer) const noexcept { std::free(pointer); }
    };
    const std::unique_ptr<utf8proc_uint8_t, Free> nfc(
        utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str())));
    return nfc ? std::string(reinterpret_cast<const char*>(nfc.get())) : text;
}

std::string trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" .");
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(" .") - first + 1));
}

/// CON, NUL, COM1 and so on, also before a dot: devices on Windows.
bool isReserved(std::string_view name)
{
    constexpr std::array<std::string_view, 4> kNames{"CON", "PRN", "AUX", "NUL"};
    std::string stem(name.substr(0, name.find('.')));
    std::transform(stem.begin(), stem.end(), stem.begin(),
                   [](unsigned char character) { return static_cast<char>(std::toupper(character)); });
    const bool isPort = stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) &&
                        std::isdigit(static_cast<unsigned char>(stem.back())) != 0;
    return isPort || isIn(kNames, stem);
}

tl::unexpected<Error> badTemplate(std::string_view text, std::string_view cause)
{
    constexpr std::size_t kShown = 60;
    return fail(ErrorCode::InvalidRequest,
                "The name template '" + std::string(utf8Prefix(text, kShown)) + "' " + std::string(cause) +
                    ". Fields are {index} {seed} {model} {prompt} {words} {width} {height} {steps} "
                    "{date} {time}, and {index:05} for zeros.");
}

} // namespace

Result<NameTemplate::Piece> NameTemplate::parseField(std::string_view text)
{
    const std::size_t colon = text.find(':');
    Piece piece{std::string(text.substr(0, colon)), true, 0};
    if (!isIn(kFields, piece.text)) {
        return badTemplate("{" + std::string(text) + "}", "has a field that is not known");
    }
    if (colon == std::string_view::npos) {
        return piece;
    }
    const std::string_view width = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(width.data(), width.data() + width.size(), piece.zeroWidth);
    const bool whole = error == std::errc{} && end == width.data() + width.size() && width.starts_with('0');
    if (!whole || !isIn(kNumbers, piece.text) || piece.zeroWidth < 1 || piece.zeroWidth > kMaxZeroWidth) {
        return badTemplate("{" + std::string(text) + "}", "asks for zeros in a way that is not known");
    }
    return piece;
}

Result<NameTemplate> NameTemplate::parse(std::string_view text)
{
    if (text.find('/') != std::string_view::npos) {
        return badTemplate(text, "holds a slash: choose the folder with --out");
    }
    if (invalidUtf8At(text)) {
        return badTemplate("", "is not valid UTF-8");
    }
    NameTemplate parsed;
    std::string literal;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        const bool doubled = at + 1 < text.size() && text[at + 1] == character;
        if (character != '{' && character != '}') {
            literal += character;
        } else if (doubled) {
            literal += character;
            ++at;
        } else {
            const std::size_t close = text.find('}', at);
            if (character == '}' || close == std::string_view::npos) {
                return badTemplate(text, "has a brace without its partner");
            }
            auto field = parseField(text.substr(at + 1, close - at - 1));
            if (!field) {
                return tl::unexpected(field.error());
            }
            parsed.m_pieces.push_back({std::exchange(literal, {}), false, 0});
            parsed.m_pieces.push_back(std::move(*field));
            at = close;
        }
    }
    parsed.m_pieces.push_back({std::move(literal), false, 0});
    return parsed;
}

std::string NameTemplate::fill(const NameValues& values) const
{
    std::string name;
    for (const Piece& piece : m_pieces) {
        const std::string text = piece.isField ? fieldText(piece.text, values) : piece.text;
        const auto width = static_cast<std::size_t>(piece.zeroWidth);
        name.append(width > text.size() ? width - text.size() : 0, '0').append(text);
    }
    return safeFileName(name);
}

std::string safeFileName(std::string_view text)
{
    std::string safe;
    while (!text.empty() && safe.size() <= 2 * kMaxNameBytes) {
        utf8proc_int32_t codePoint = -1;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &codePoint);
        const std::size_t bytes = length > 0 ? static_cast<std::size_t>(length) : 1;
        const std::string_view character = length > 0 ? safeCharacter(text.substr(0, bytes), codePoint) : "_";
        if (character != " " || !safe.ends_with(' ')) {
            safe.append(character);
        }
        text.remove_prefix(bytes);
    }
    std::string name = trimmed(utf8Prefix(trimmed(composed(safe)), kMaxNameBytes));
    if (isReserved(name)) {
        name.insert(0, "_");
    }
    return name.empty() ? "picture" : name;
}

} // namespace gesso
