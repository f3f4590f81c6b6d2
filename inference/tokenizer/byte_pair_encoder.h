// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gesso::inference {

/// Ids of tokens by their text in byte symbols.
using Vocabulary = std::unordered_map<std::string, std::int64_t>;

/// Byte-level byte-pair encoding as CLIP does it (openai/CLIP simple_tokenizer.py, transformers CLIPTokenizer.bpe).
///
/// A word's bytes become symbols, one printable character each; the last one gets the suffix "</w>". Then the pair of
/// the lowest rank is merged wherever it stands, from left to right, until no pair has a rank. A word of n bytes takes
/// O(n log n). Immutable, so it may be used from several threads.
class BytePairEncoder {
public:
    using Merges = std::vector<std::pair<std::string, std::string>>;

    /// `merges` in the order of their rank; of a pair that stands there twice the later rank holds. Symbols that
    /// `vocabulary` lacks become `unknown`.
    BytePairEncoder(const Vocabulary& vocabulary, const Merges& merges, std::int64_t unknown);

    /// Appends the ids of one word, UTF-8, not empty.
    void encode(std::string_view word, std::vector<std::int64_t>& ids) const;

    /// The character that stands for a byte, in UTF-8: printable ones for themselves, the others from U+0100 on.
    [[nodiscard]] static std::string byteSymbol(unsigned char byte);

private:
    using Symbol = std::uint32_t;
    struct Merge {
        std::uint32_t rank;
        Symbol result;
    };
    class Word;

    [[nodiscard]] const Merge* find(Symbol left, Symbol right) const;

    std::unordered_map<std::uint64_t, Merge> m_merges; ///< by left symbol << 32 | right symbol
    std::vector<std::int64_t> m_ids;                   ///< by symbol; 0..255 are bytes, 256..511 those that end a word
};

} // namespace gesso::inference
