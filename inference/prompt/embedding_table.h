// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/model_options.h"
#include "core/prompt/text_range.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// The textual inversions that prompts of a request may name. A file is read when its word is first found. Used by one
/// thread.
class EmbeddingTable {
public:
    /// Of a table that is not known: no word is an embedding, and none is refused.
    EmbeddingTable() = default;
    /// Of two files of one name the first holds.
    explicit EmbeddingTable(std::vector<EmbeddingFile> files);

    /// A word of a text that stands for vectors.
    struct Word {
        TextRange range;
        std::size_t file = 0;
    };
    /// The first such word at or after `from`: "name" or "embedding:name", standing alone, whatever the case of its
    /// ASCII letters; the longest where several fit. Throws EngineError(InvalidRequest) for an "embedding:name" that is
    /// not in the table.
    [[nodiscard]] std::optional<Word> find(std::string_view text, std::size_t from) const;

    /// The vectors [n, width] of a file (embedding_file.h).
    [[nodiscard]] const at::Tensor& vectors(std::size_t file) const;
    [[nodiscard]] const EmbeddingFile& file(std::size_t file) const { return m_files[file]; }

private:
    [[nodiscard]] std::optional<Word> wordAt(std::string_view text, std::size_t at) const;

    bool m_isKnown = false;
    std::vector<EmbeddingFile> m_files; ///< the longest name first
    mutable std::vector<at::Tensor> m_vectors;
};

} // namespace gesso::inference
