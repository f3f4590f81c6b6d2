// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_chunks.h"

#include "inference/base/engine_error.h"

#include <algorithm>

namespace gesso::inference {
namespace {

/// How far from the end of a full chunk a comma may be for the chunk to end behind it.
constexpr std::size_t kMostMoved = 20;

/// Something of a chunk's content that must stay whole.
struct Token {
    std::int64_t id = 0;
    double weight = 1.;
    const EmbeddingTable* embeddings = nullptr; ///< of the first vector of a textual inversion
    std::size_t file = 0;
};

/// Fills chunks with tokens, one after the other.
class ChunkWriter {
public:
    explicit ChunkWriter(const ClipTokenizer& tokenizer)
        : m_tokenizer(tokenizer), m_room(static_cast<std::size_t>(tokenizer.maxLength() - 2)), m_comma(idOf(","))
    {
    }

    void addToken(std::int64_t id, double weight)
    {
        if (id == m_comma) {
            m_lastComma = m_content.size();
        }
        makeRoom(1);
        m_content.push_back({.id = id, .weight = weight});
    }

    void addEmbedding(const EmbeddingTable& embeddings, std::size_t file, double weight)
    {
        const auto count = static_cast<std::size_t>(embeddings.vectors(file).size(0));
        if (count > m_room) {
            throw EngineError(ErrorCode::ModelUnsupported,
                              "the embedding '" + embeddings.name(file) + "' has " + std::to_string(count) +
                                  " vectors, but the model's text encoder reads " + std::to_string(m_room) +
                                  " at once: choose a smaller one");
        }
        makeRoom(count);
        m_content.push_back({.weight = weight, .embeddings = &embeddings, .file = file});
        m_content.resize(m_content.size() + count - 1, {.weight = weight});
    }

    void end()
    {
        PromptChunk chunk = emptyChunk(m_tokenizer);
        const std::size_t count = m_content.size();
        for (std::size_t i = 0; i < count; ++i) {
            chunk.ids[i + 1] = m_content[i].id;
            chunk.weights[i + 1] = m_content[i].weight;
            if (m_content[i].embeddings != nullptr) {
                chunk.splices.push_back({static_cast<std::int64_t>(i + 1), m_content[i].file});
            }
        }
        if (count > 0) {
            chunk.ids[1 + count] = m_tokenizer.endId();
        }
        chunk.tokens = static_cast<int>(count);
        chunks.push_back(std::move(chunk));
        m_content.clear();
        m_lastComma.reset();
    }

    [[nodiscard]] bool isEmpty() const { return m_content.empty(); }

    std::vector<PromptChunk> chunks;

private:
    void makeRoom(std::size_t count)
    {
        const bool isFull = m_content.size() >= m_room;
        if (isFull && m_lastComma && *m_lastComma < m_room && m_content.size() - *m_lastComma <= kMostMoved) {
            endBehindComma();
        }
        if (m_content.size() + count > m_room) {
            end();
        }
    }

    /// Ends the chunk behind its last comma; the next one begins with what stood there.
    void endBehindComma()
    {
        const auto border = m_content.begin() + static_cast<std::ptrdiff_t>(*m_lastComma) + 1;
        std::vector<Token> moved(border, m_content.end());
        m_content.erase(border, m_content.end());
        end();
        m_content = std::move(moved);
    }

    [[nodiscard]] std::int64_t idOf(const char* text) const
    {
        const std::vector<std::int64_t> ids = m_tokenizer.encode(text);
        return ids.size() == 3 ? ids[1] : -1;
    }

    const ClipTokenizer& m_tokenizer;
    const std::size_t m_room;
    const std::int64_t m_comma;
    std::vector<Token> m_content;
    std::optional<std::size_t> m_lastComma; ///< in m_content
};

void addText(ChunkWriter& writer, const ClipTokenizer& tokenizer, std::string_view text, double weight)
{
    const std::vector<std::int64_t> ids = tokenizer.encode(text);
    for (std::size_t i = 1; i + 1 < ids.size(); ++i) {
        writer.addToken(ids[i], weight);
    }
}

} // namespace

PromptChunk emptyChunk(const ClipTokenizer& tokenizer)
{
    const auto length = static_cast<std::size_t>(tokenizer.maxLength());
    PromptChunk chunk;
    chunk.ids.assign(length, tokenizer.paddingId());
    chunk.ids[0] = tokenizer.startId();
    chunk.ids[1] = tokenizer.endId();
    chunk.weights.assign(length, 1.);
    return chunk;
}

std::vector<PromptChunk> promptChunks(const WeightedPrompt& prompt, const ClipTokenizer& tokenizer,
                                      const EmbeddingTable& embeddings)
{
    ChunkWriter writer(tokenizer);
    for (std::size_t section = 0; section < prompt.size(); ++section) {
        if (section > 0) {
            writer.end();
        }
        for (const WeightedText& piece : prompt[section]) {
            const std::string_view text = piece.text;
            std::size_t done = 0;
            for (auto word = embeddings.find(text, 0); word; word = embeddings.find(text, done)) {
                addText(writer, tokenizer, text.substr(done, word->range.begin - done), piece.weight);
                writer.addEmbedding(embeddings, word->file, piece.weight);
                done = word->range.end;
            }
            addText(writer, tokenizer, text.substr(done), piece.weight);
        }
    }
    if (!writer.isEmpty() || writer.chunks.empty()) {
        writer.end();
    }
    return std::move(writer.chunks);
}

} // namespace gesso::inference
