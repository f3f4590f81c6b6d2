// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/models/clip_text_model.h"
#include "inference/prompt/prompt_chunks.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <map>
#include <string>

namespace gesso::inference {

/// Embeds texts of the weighted syntax, of any length, with one text encoder. Each text is embedded once. Used by one
/// thread; what it is made of must outlive it.
class TextEmbedder {
public:
    struct Settings {
        PromptGrammar grammar = PromptGrammar::A1111;
        Emphasis emphasis = Emphasis::A1111;
        std::int64_t clipSkip = 1; ///< as ClipTextModel::forward counts
    };

    TextEmbedder(const ClipTextModel& model, const ClipTokenizer& tokenizer, const EmbeddingTable& embeddings,
                 at::Device device, Settings settings);

    /// [1, chunks * maxLength, width]: the chunks of a text, each embedded by itself, one behind the other. Throws
    /// Cancelled, what promptChunks and ClipTextModel::forward throw, and EngineError(ModelUnsupported) for a textual
    /// inversion of another width.
    [[nodiscard]] at::Tensor embed(const std::string& text, const std::stop_token& stop);

    /// The same with chunks without content behind it, up to `tokens`.
    [[nodiscard]] at::Tensor embed(const std::string& text, std::int64_t tokens, const std::stop_token& stop);

private:
    [[nodiscard]] at::Tensor embedChunk(const PromptChunk& chunk, const std::stop_token& stop);
    [[nodiscard]] at::Tensor encoded(const PromptChunk& chunk, const std::stop_token& stop) const;
    [[nodiscard]] const at::Tensor& empty(const std::stop_token& stop);
    [[nodiscard]] TokenVectors vectorsOf(const PromptChunk::Splice& splice) const;

    const ClipTextModel& m_model;
    const ClipTokenizer& m_tokenizer;
    const EmbeddingTable& m_embeddings;
    const at::Device m_device;
    const Settings m_settings;
    at::Tensor m_empty; ///< [1, maxLength, width], once it was needed
    std::map<std::string, at::Tensor> m_known;
};

} // namespace gesso::inference
