// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/text_embedder.h"

#include "inference/base/engine_error.h"
#include "inference/prompt/emphasis.h"

#include <ATen/ATen.h>

namespace gesso::inference {

TextEmbedder::TextEmbedder(const ClipTextModel& model, const ClipTokenizer& tokenizer, const EmbeddingTable& embeddings,
                           at::Device device, Settings settings)
    : m_model(model), m_tokenizer(tokenizer), m_embeddings(embeddings), m_device(device), m_settings(settings)
{
}

at::Tensor TextEmbedder::embed(const std::string& text, const std::stop_token& stop)
{
    const auto [known, isNew] = m_known.try_emplace(text);
    if (!known->second.defined()) {
        std::vector<at::Tensor> chunks;
        for (const PromptChunk& chunk :
             promptChunks(parseWeights(text, m_settings.grammar), m_tokenizer, m_embeddings)) {
            chunks.push_back(embedChunk(chunk, stop));
        }
        known->second = at::cat(chunks, 1);
    }
    return known->second;
}

at::Tensor TextEmbedder::embed(const std::string& text, std::int64_t tokens, const std::stop_token& stop)
{
    at::Tensor embeddings = embed(text, stop);
    if (embeddings.size(1) >= tokens) {
        return embeddings;
    }
    const std::int64_t missing = (tokens - embeddings.size(1)) / m_tokenizer.maxLength();
    return at::cat({embeddings, empty(stop).repeat({1, missing, 1})}, 1);
}

at::Tensor TextEmbedder::embedChunk(const PromptChunk& chunk, const std::stop_token& stop)
{
    if (chunk.tokens == 0) {
        return empty(stop);
    }
    const bool needsEmpty = m_settings.emphasis == Emphasis::Comfy;
    return emphasised(encoded(chunk, stop), chunk.weights, needsEmpty ? empty(stop) : at::Tensor(),
                      m_settings.emphasis);
}

at::Tensor TextEmbedder::encoded(const PromptChunk& chunk, const std::stop_token& stop) const
{
    std::vector<TokenVectors> replaced;
    for (const PromptChunk::Splice& splice : chunk.splices) {
        replaced.push_back(vectorsOf(splice));
    }
    const at::Tensor ids = at::tensor(chunk.ids, at::kLong).unsqueeze(0).to(m_device);
    return m_model.forward(ids, m_settings.clipSkip, stop, replaced);
}

const at::Tensor& TextEmbedder::empty(const std::stop_token& stop)
{
    if (!m_empty.defined()) {
        m_empty = encoded(emptyChunk(m_tokenizer), stop);
    }
    return m_empty;
}

TokenVectors TextEmbedder::vectorsOf(const PromptChunk::Splice& splice) const
{
    const at::Tensor& vectors = m_embeddings.vectors(splice.file);
    const std::int64_t width = m_model.config().width;
    if (vectors.size(1) != width) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "the embedding '" + m_embeddings.name(splice.file) + "' has vectors of " +
                              std::to_string(vectors.size(1)) + " numbers, but those of the model have " +
                              std::to_string(width) +
                              ": it was made for another kind of model; choose one made for this kind");
    }
    return {splice.position, vectors};
}

} // namespace gesso::inference
