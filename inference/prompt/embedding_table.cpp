// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_table.h"

#include "core/base/path_text.h"
#include "core/models/model_kind.h"
#include "core/prompt/prompt_text.h"
#include "inference/base/engine_error.h"
#include "inference/prompt/embedding_file.h"

#include <algorithm>

namespace gesso::inference {
namespace {

constexpr std::string_view kPrefix = "embedding:";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Whether the text there is this name, without regard to case.
bool isAt(std::string_view text, std::size_t at, std::string_view name)
{
    const std::string_view there = text.substr(at, name.size());
    return std::equal(there.begin(), there.end(), name.begin(), name.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

[[noreturn]] void throwUnknown(std::string_view text, std::size_t at)
{
    const std::size_t end = std::min(text.find_first_of(" \t\n\r,", at), text.size());
    throw EngineError(ErrorCode::InvalidRequest, "there is no embedding '" + std::string(text.substr(at, end - at)) +
                                                     "', which the prompt names: correct its name, or add its file");
}

} // namespace

EmbeddingTable::EmbeddingTable(std::vector<EmbeddingFile> files, EmbeddingRoom room,
                               std::vector<BundledEmbedding> bundled)
    : m_isKnown(true), m_room(room)
{
    for (EmbeddingFile& file : files) {
        m_entries.push_back({std::move(file.name), std::move(file.path), std::nullopt, false, {}});
    }
    for (BundledEmbedding& embedding : bundled) {
        m_entries.push_back({embedding.name, embedding.file.string(), std::move(embedding), false, {}});
    }
    std::erase_if(m_entries, [](const Entry& entry) { return entry.name.empty(); });
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.name.size() > b.name.size(); });
}

std::string EmbeddingTable::misfit(const Entry& entry) const
{
    const std::int64_t width = entry.vectors.size(1);
    const std::int64_t count = entry.vectors.size(0);
    if (m_room.width > 0 && width != m_room.width) {
        return widthMismatch("It", static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(m_room.width)) + ".";
    }
    if (m_room.vectors > 0 && count > m_room.vectors) {
        return "It has " + std::to_string(count) + " vectors, and the model's text encoder reads " +
               std::to_string(m_room.vectors) + " at once.";
    }
    return {};
}

bool EmbeddingTable::isUsable(Entry& entry) const
{
    if (entry.isRead) {
        return entry.vectors.defined();
    }
    entry.isRead = true;
    std::string cause;
    try {
        entry.vectors = entry.bundled ? readEmbedding(*entry.bundled->source, entry.bundled->tensor, entry.path)
                                      : readEmbeddingFile(pathOfText(entry.path));
        cause = misfit(entry);
    } catch (const EngineError& error) {
        cause = std::string("It cannot be used: ") + error.what();
        cause += cause.ends_with('.') ? "" : ".";
    } catch (const std::exception&) { // of the standard library or libtorch, whatever a file makes of them
        cause = "The file '" + entry.path + "' is damaged.";
    }
    if (!cause.empty()) {
        entry.vectors = at::Tensor();
        m_notices.push_back("The embedding '" + entry.name + "' is skipped, and its name read as words. " + cause);
    }
    return entry.vectors.defined();
}

std::optional<EmbeddingTable::Word> EmbeddingTable::wordAt(std::string_view text, std::size_t at) const
{
    const bool hasPrefix = isAt(text, at, kPrefix);
    const std::size_t name = hasPrefix ? at + kPrefix.size() : at;
    bool isSkipped = false;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const TextRange range{at, name + m_entries[i].name.size()};
        if (isAt(text, name, m_entries[i].name) && isWord(text, range)) {
            if (isUsable(m_entries[i])) {
                return Word{range, i};
            }
            isSkipped = true;
        }
    }
    const bool namesOne = hasPrefix && name < text.size() && kPromptBlanks.find(text[name]) == std::string_view::npos;
    if (namesOne && !isSkipped && isWord(text, {at, at + kPrefix.size() - 1})) {
        throwUnknown(text, name);
    }
    return std::nullopt;
}

std::optional<EmbeddingTable::Word> EmbeddingTable::find(std::string_view text, std::size_t from) const
{
    for (std::size_t at = from; m_isKnown && at < text.size(); ++at) {
        if (const auto word = wordAt(text, at)) {
            return word;
        }
    }
    return std::nullopt;
}

} // namespace gesso::inference
