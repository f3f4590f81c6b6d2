// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_table.h"

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

EmbeddingTable::EmbeddingTable(std::vector<EmbeddingFile> files) : m_isKnown(true), m_files(std::move(files))
{
    std::erase_if(m_files, [](const EmbeddingFile& file) { return file.name.empty(); });
    std::stable_sort(m_files.begin(), m_files.end(),
                     [](const EmbeddingFile& a, const EmbeddingFile& b) { return a.name.size() > b.name.size(); });
    m_vectors.resize(m_files.size());
}

std::optional<EmbeddingTable::Word> EmbeddingTable::wordAt(std::string_view text, std::size_t at) const
{
    const bool hasPrefix = isAt(text, at, kPrefix);
    const std::size_t name = hasPrefix ? at + kPrefix.size() : at;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        const TextRange range{at, name + m_files[i].name.size()};
        if (isAt(text, name, m_files[i].name) && isWord(text, range)) {
            return Word{range, i};
        }
    }
    const bool namesOne = hasPrefix && name < text.size() && kPromptBlanks.find(text[name]) == std::string_view::npos;
    if (namesOne && isWord(text, {at, at + kPrefix.size() - 1})) {
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

const at::Tensor& EmbeddingTable::vectors(std::size_t file) const
{
    if (!m_vectors[file].defined()) {
        m_vectors[file] = readEmbeddingFile(m_files[file].path);
    }
    return m_vectors[file];
}

} // namespace gesso::inference
