// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/tokenizer/tokenizer_files.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// CLIP's tokenizer, equal to the slow CLIPTokenizer of transformers 4.57 without ftfy, which is what diffusers uses.
/// Immutable, so it may be used from several threads.
class ClipTokenizer {
public:
    /// Throws EngineError(ModelDamaged) when the vocabulary lacks a special token.
    explicit ClipTokenizer(const TokenizerFiles& files);
    /// Reads a model's tokenizer folder. Throws EngineError naming the file and what is wrong with it.
    [[nodiscard]] static ClipTokenizer load(const std::filesystem::path& folder);

    /// Ids of the whole text with start and end token, not cut. Takes any bytes; those that are not UTF-8 are dropped.
    [[nodiscard]] std::vector<std::int64_t> encode(std::string_view utf8) const;
    /// The same cut and padded to exactly maxLength() ids; the end token stays.
    [[nodiscard]] std::vector<std::int64_t> encodePadded(std::string_view utf8) const;

    [[nodiscard]] std::int64_t maxLength() const noexcept { return m_maxLength; }
    [[nodiscard]] std::int64_t startId() const noexcept { return m_start; }
    [[nodiscard]] std::int64_t endId() const noexcept { return m_end; }
    [[nodiscard]] std::int64_t paddingId() const noexcept { return m_padding; }
    /// One more than the largest id; the text encoder has to have as many embeddings.
    [[nodiscard]] std::int64_t vocabularySize() const noexcept { return m_vocabularySize; }

private:
    /// A text that becomes one token wherever it stands, before anything else is looked at.
    struct SpecialToken {
        std::string text;
        std::int64_t id;
    };

    [[nodiscard]] const SpecialToken* specialAt(std::string_view text) const;
    void encodePlain(std::string_view text, std::vector<std::int64_t>& ids) const;

    BytePairEncoder m_encoder;
    std::vector<SpecialToken> m_special; ///< longest first
    Vocabulary m_markers;                ///< words that are a token as they are: "<|startoftext|>", "<|endoftext|>"
    std::int64_t m_start, m_end, m_padding;
    std::int64_t m_maxLength;
    std::int64_t m_vocabularySize = 0;
};

} // namespace gesso::inference
