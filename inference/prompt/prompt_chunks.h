// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/weights.h"
#include "inference/prompt/embedding_table.h"
#include "inference/tokenizer/clip_tokenizer.h"

#include <cstdint>
#include <vector>

namespace gesso::inference {

/// As much of a prompt as a text encoder reads at once.
struct PromptChunk {
    /// Vectors of a textual inversion in place of the tokens at `position` and after it.
    struct Splice {
        std::int64_t position = 0; ///< in `ids`
        std::size_t file = 0;      ///< in the table
    };

    std::vector<std::int64_t> ids; ///< ClipTokenizer::maxLength() of them: start, content, end, padding
    std::vector<double> weights;   ///< of each id; 1 for start, end and padding
    std::vector<Splice> splices;
    int tokens = 0; ///< of the content, without start, end and padding
};

/// A chunk without content.
[[nodiscard]] PromptChunk emptyChunk(const ClipTokenizer& tokenizer);

/// Cuts a prompt into chunks as stable-diffusion-webui 1.10 does (modules/sd_hijack_clip.py): a full chunk whose last
/// 20 tokens have a comma ends behind that comma, and BREAK ends a chunk that is not full. There is at least one.
/// Throws what EmbeddingTable throws, and EngineError(ModelUnsupported) for a textual inversion that no chunk has room
/// for.
[[nodiscard]] std::vector<PromptChunk> promptChunks(const WeightedPrompt& prompt, const ClipTokenizer& tokenizer,
                                                    const EmbeddingTable& embeddings);

} // namespace gesso::inference
