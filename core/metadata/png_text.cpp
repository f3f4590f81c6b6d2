// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/png_text.h"

#include "core/base/utf8.h"
#include "core/metadata/comment_text.h"
#include "core/picture_files/formats/png_chunks.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gesso {
namespace {

constexpr std::size_t kMaxKeyword = 79;

tl::unexpected<Error> damagedText(std::string_view type, std::string_view cause)
{
    return fail(ErrorCode::FileDamaged,
                "A " + std::string(type) + " chunk of the PNG is damaged: " + std::string(cause) + ".");
}

tl::unexpected<Error> tooMuchText()
{
    return fail(ErrorCode::FileDamaged, "The PNG carries more than " + std::to_string(kMaxTextBytes) +
                                            " bytes of text, which no tool for pictures writes: it was not read.");
}

/// Splits at the first zero byte; nothing when there is none.
std::optional<std::string_view> takeToZero(std::string_view& data) noexcept
{
    const std::size_t zero = data.find('\0');
    if (zero == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view head = data.substr(0, zero);
    data.remove_prefix(zero + 1);
    return head;
}

/// Inflates a zlib stream to at most `budget` bytes.
Result<std::string> inflated(std::string_view type, std::string_view data, std::size_t budget)
{
    z_stream stream = {};
    if (::inflateInit(&stream) != Z_OK) {
        return fail(ErrorCode::OutOfHostMemory, "There is no memory left to read the PNG's text: close some programs.");
    }
    // zlib's interface has no const for its input, which it does not change.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    std::string text;
    std::array<char, 1 << 14> buffer{};
    int status = Z_OK;
    while (status == Z_OK && text.size() <= budget) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        status = ::inflate(&stream, Z_NO_FLUSH);
        text.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    if (text.size() > budget) {
        return tooMuchText();
    }
    if (status != Z_STREAM_END) {
        return damagedText(type, "its compressed text is broken");
    }
    return text;
}

/// The text after a compression method byte.
Result<std::string> inflatedAfterMethod(std::string_view type, std::string_view data, std::size_t budget)
{
    if (data.empty() || data.front() != 0) {
        return damagedText(type, "its way of compression is not known");
    }
    return inflated(type, data.substr(1), budget);
}

/// tEXt: keyword, 0, Latin-1 text. zTXt: keyword, 0, method, compressed Latin-1 text. Many programs write UTF-8.
Result<TextEntry> latin1Entry(const PngChunk& chunk, std::size_t budget)
{
    std::string_view data = chunk.data;
    const auto keyword = takeToZero(data);
    if (!keyword) {
        return damagedText(chunk.type, "it has no keyword");
    }
    Result<std::string> text =
        chunk.type == "zTXt" ? inflatedAfterMethod(chunk.type, data, budget) : Result<std::string>(std::string(data));
    return std::move(text).map([&](const std::string& bytes) {
        return TextEntry{utf8FromLatin1(*keyword), utf8OrLatin1(bytes)};
    });
}

/// iTXt: keyword, 0, compression flag, method, language, 0, translated keyword, 0, UTF-8 text.
Result<TextEntry> utf8Entry(const PngChunk& chunk, std::size_t budget)
{
    std::string_view data = chunk.data;
    const auto keyword = takeToZero(data);
    if (!keyword || data.size() < 2) {
        return damagedText(chunk.type, "it has no keyword");
    }
    const bool compressed = data[0] != 0;
    std::string_view rest = data.substr(2);
    if (!takeToZero(rest) || !takeToZero(rest)) {
        return damagedText(chunk.type, "its language has no end");
    }
    Result<std::string> text = std::string(rest);
    if (compressed) {
        const std::string method(1, data[1]);
        text = inflatedAfterMethod(chunk.type, method + std::string(rest), budget);
    }
    if (text && invalidUtf8At(*text)) {
        return damagedText(chunk.type, "its text is not UTF-8");
    }
    return std::move(text).map([&](std::string utf8) { return TextEntry{utf8FromLatin1(*keyword), std::move(utf8)}; });
}

bool isText(std::string_view type) noexcept
{
    return type == "tEXt" || type == "zTXt" || type == "iTXt";
}

/// Collects the texts of a PNG. A chunk that is damaged hides no other; it matters where it names what is looked for.
class TextCollector final {
public:
    void take(const PngChunk& chunk)
    {
        if (m_full) {
            return;
        }
        auto entry = read(chunk);
        // The chunk's own size counts too, so that many empty texts have an end.
        const std::size_t length = entry ? entry->key.size() + entry->text.size() : 0;
        const std::size_t cost = std::max(length, chunk.whole.size());
        m_full = cost > m_budget || (!entry && entry.error() == tooMuchText().value());
        m_budget -= std::min(cost, m_budget);
        if (entry && !m_full) {
            m_entries.push_back(std::move(*entry));
        } else if (!m_error && (m_full || namesOurs(chunk))) {
            m_error = m_full ? tooMuchText().value() : entry.error();
        }
    }

    [[nodiscard]] Result<std::vector<TextEntry>> entries() &&
    {
        const bool found = std::any_of(m_entries.begin(), m_entries.end(), [](const TextEntry& entry) {
            return entry.key == kParametersKey || entry.key == kGessoKey;
        });
        if (m_error && !found) {
            return tl::unexpected(*m_error);
        }
        return std::move(m_entries);
    }

private:
    [[nodiscard]] Result<TextEntry> read(const PngChunk& chunk) const
    {
        if (!chunk.crcMatches) {
            return damagedText(chunk.type, "its checksum does not match");
        }
        if (chunk.data.size() > m_budget) {
            return tooMuchText();
        }
        return chunk.type == "iTXt" ? utf8Entry(chunk, m_budget) : latin1Entry(chunk, m_budget);
    }

    static bool namesOurs(const PngChunk& chunk)
    {
        std::string_view data = chunk.data;
        const auto keyword = takeToZero(data);
        return keyword && (*keyword == kParametersKey || *keyword == kGessoKey);
    }

    std::vector<TextEntry> m_entries;
    std::size_t m_budget = kMaxTextBytes;
    bool m_full = false; ///< there is more text than is read
    std::optional<Error> m_error;
};

/// Calls visit(chunk) for each chunk, until one fails.
template <typename Visit> Result<> forEachChunk(std::string_view png, Visit&& visit)
{
    PngChunkReader reader(png);
    while (true) {
        const auto chunk = reader.next();
        if (!chunk) {
            return tl::unexpected(chunk.error());
        }
        if (!*chunk) {
            return {};
        }
        if (Result<> outcome = visit(**chunk); !outcome) {
            return outcome;
        }
    }
}

Result<> appendTextChunk(std::string& png, const TextEntry& entry)
{
    const auto keyword = latin1FromUtf8(entry.key);
    const bool printable = keyword && std::all_of(keyword->begin(), keyword->end(), [](char character) {
                               const auto byte = static_cast<unsigned char>(character);
                               return (byte >= 32 && byte <= 126) || byte >= 161;
                           });
    if (!printable || keyword->empty() || keyword->size() > kMaxKeyword) {
        return fail(ErrorCode::InvalidRequest,
                    "'" + entry.key + "' cannot name a text in a PNG: use 1 to 79 printable Latin-1 characters.");
    }
    if (entry.text.find('\0') != std::string::npos) {
        return fail(ErrorCode::InvalidRequest,
                    "The text '" + entry.key + "' holds a zero byte, which a PNG cannot carry: take it out.");
    }
    if (const auto latin1 = latin1FromUtf8(entry.text)) {
        appendPngChunk(png, "tEXt", *keyword + '\0' + *latin1);
        return {};
    }
    const std::string noCompressionNoLanguage(4, '\0'); // flag, method, and the ends of two empty strings
    appendPngChunk(png, "iTXt", *keyword + '\0' + noCompressionNoLanguage + entry.text);
    return {};
}

} // namespace

Result<std::vector<TextEntry>> readPngText(std::span<const std::byte> png)
{
    TextCollector collector;
    return forEachChunk({reinterpret_cast<const char*>(png.data()), png.size()},
                        [&](const PngChunk& chunk) {
                            if (isText(chunk.type)) {
                                collector.take(chunk);
                            }
                            return Result<>();
                        })
        .and_then([&] { return std::move(collector).entries(); });
}

Result<std::string> withPngText(std::string_view png, std::span<const TextEntry> entries)
{
    std::string texts;
    for (const TextEntry& entry : entries) {
        if (Result<> outcome = appendTextChunk(texts, entry); !outcome) {
            return tl::unexpected(outcome.error());
        }
    }
    std::string result(kPngSignature);
    result.reserve(png.size() + texts.size());
    bool written = false;
    return forEachChunk(png,
                        [&](const PngChunk& chunk) -> Result<> {
                            if (chunk.type == "IDAT" && !written) {
                                result.append(texts);
                                written = true;
                            }
                            if (!isText(chunk.type)) {
                                result.append(chunk.whole);
                            }
                            return {};
                        })
        .and_then([&]() -> Result<std::string> {
            if (!written) {
                return fail(ErrorCode::FileDamaged, "The PNG has no pixels (no IDAT chunk).");
            }
            return std::move(result);
        });
}

} // namespace gesso
