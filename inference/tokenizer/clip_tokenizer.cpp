// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/clip_tokenizer.h"

#include "inference/base/engine_error.h"
#include "inference/tokenizer/clip_words.h"

#include <algorithm>

namespace gesso::inference {
namespace {

// The id of a special token: as it was added, else its place in the vocabulary.
std::int64_t specialId(const TokenizerFiles& files, const std::string& text)
{
    if (const auto added = files.addedTokens.find(text); added != files.addedTokens.end()) {
        return added->second;
    }
    const auto token = files.vocabulary.find(text);
    if (token == files.vocabulary.end()) {
        throw EngineError(ErrorCode::ModelDamaged,
                          "The tokenizer's vocabulary lacks its special token '" + text +
                              "': its files belong to different models; download the model's folder again.");
    }
    return token->second;
}

} // namespace

ClipTokenizer::ClipTokenizer(const TokenizerFiles& files)
    : m_encoder(files.vocabulary, files.merges, specialId(files, files.unknown)),
      m_start(specialId(files, files.start)), m_end(specialId(files, files.end)),
      m_padding(specialId(files, files.padding)), m_maxLength(files.maxLength)
{
    std::map<std::string, std::int64_t> special = files.addedTokens;
    for (const std::string& text : {files.start, files.end, files.unknown, files.padding}) {
        special.emplace(text, specialId(files, text));
    }
    for (const auto& [text, id] : special) {
        m_special.push_back({text, id});
        m_vocabularySize = std::max(m_vocabularySize, id + 1);
    }
    std::stable_sort(m_special.begin(), m_special.end(),
                     [](const SpecialToken& a, const SpecialToken& b) { return a.text.size() > b.text.size(); });
    for (const auto& [text, id] : files.vocabulary) {
        m_vocabularySize = std::max(m_vocabularySize, id + 1);
    }
    for (const char* marker : {"<|startoftext|>", "<|endoftext|>"}) {
        const auto token = files.vocabulary.find(marker);
        m_markers.emplace(marker, token == files.vocabulary.end() ? specialId(files, files.unknown) : token->second);
    }
}

ClipTokenizer ClipTokenizer::load(const std::filesystem::path& folder)
{
    return ClipTokenizer(readTokenizerFiles(folder));
}

std::vector<std::int64_t> ClipTokenizer::encode(std::string_view utf8) const
{
    std::vector<std::int64_t> ids{m_start};
    std::size_t plainStart = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        const SpecialToken* special = specialAt(utf8.substr(i));
        if (special == nullptr) {
            ++i;
            continue;
        }
        encodePlain(utf8.substr(plainStart, i - plainStart), ids);
        ids.push_back(special->id);
        i += special->text.size();
        plainStart = i;
    }
    encodePlain(utf8.substr(plainStart), ids);
    ids.push_back(m_end);
    return ids;
}

std::vector<std::int64_t> ClipTokenizer::encodePadded(std::string_view utf8) const
{
    std::vector<std::int64_t> ids = encode(utf8);
    const auto length = static_cast<std::size_t>(m_maxLength);
    if (ids.size() > length) {
        ids.resize(length);
        ids.back() = m_end;
    }
    ids.resize(length, m_padding);
    return ids;
}

const ClipTokenizer::SpecialToken* ClipTokenizer::specialAt(std::string_view text) const
{
    const auto found = std::find_if(m_special.begin(), m_special.end(),
                                    [text](const SpecialToken& token) { return text.starts_with(token.text); });
    return found == m_special.end() ? nullptr : &*found;
}

void ClipTokenizer::encodePlain(std::string_view text, std::vector<std::int64_t>& ids) const
{
    std::unordered_map<std::string, std::vector<std::int64_t>> cache;
    for (const std::string& word : clipWords(text)) {
        if (const auto marker = m_markers.find(word); marker != m_markers.end()) {
            ids.push_back(marker->second);
            continue;
        }
        const auto [entry, isNew] = cache.try_emplace(word);
        if (isNew) {
            m_encoder.encode(word, entry->second);
        }
        ids.insert(ids.end(), entry->second.begin(), entry->second.end());
    }
}

} // namespace gesso::inference
