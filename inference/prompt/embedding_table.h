// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/model_options.h"
#include "core/prompt/text_range.h"
#include "inference/weights/weight_source.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// A textual inversion that stands in another file, as a LoRA brings it with it.
struct BundledEmbedding {
    std::string name;           ///< the word
    std::filesystem::path file; ///< for messages
    std::shared_ptr<const WeightSource> source;
    std::string tensor; ///< its vectors' name in it
};

/// What a model's text encoder takes of textual inversions.
struct EmbeddingRoom {
    std::int64_t width = 0;   ///< of a vector; 0: any
    std::int64_t vectors = 0; ///< of a word; 0: any number
};

/// The textual inversions that prompts of a request may name. A file is read when its word is first found; one that
/// cannot be used with the model is told of, and its word is then one like any other. Used by one thread.
class EmbeddingTable {
public:
    /// Of a table that is not known: no word is an embedding, and none is refused.
    EmbeddingTable() = default;
    /// Of two of one name the first holds, a file before what is bundled.
    explicit EmbeddingTable(std::vector<EmbeddingFile> files, EmbeddingRoom room = {},
                            std::vector<BundledEmbedding> bundled = {});

    /// A word of a text that stands for vectors.
    struct Word {
        TextRange range;
        std::size_t file = 0;
    };
    /// The first such word at or after `from`: "name" or "embedding:name", standing alone, whatever the case of its
    /// ASCII letters; the longest where several fit. Throws EngineError(InvalidRequest) for an "embedding:name" that is
    /// not in the table.
    [[nodiscard]] std::optional<Word> find(std::string_view text, std::size_t from) const;

    /// The vectors [n, width] of a word's file (embedding_file.h).
    [[nodiscard]] const at::Tensor& vectors(std::size_t file) const { return m_entries[file].vectors; }
    [[nodiscard]] const std::string& name(std::size_t file) const { return m_entries[file].name; }

    /// Why embeddings whose words were found are not used, a sentence each.
    [[nodiscard]] const std::vector<std::string>& notices() const noexcept { return m_notices; }

private:
    struct Entry {
        std::string name, path;
        std::optional<BundledEmbedding> bundled;
        bool isRead = false;
        at::Tensor vectors; ///< undefined where it cannot be used
    };

    [[nodiscard]] std::optional<Word> wordAt(std::string_view text, std::size_t at) const;
    /// Reads the vectors when it was not done; false where they cannot be used.
    [[nodiscard]] bool isUsable(Entry& entry) const;
    /// Empty where the vectors fit the model.
    [[nodiscard]] std::string misfit(const Entry& entry) const;

    bool m_isKnown = false;
    EmbeddingRoom m_room;
    mutable std::vector<Entry> m_entries; ///< the longest name first
    mutable std::vector<std::string> m_notices;
};

} // namespace gesso::inference
