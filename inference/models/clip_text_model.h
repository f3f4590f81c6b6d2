// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/models/clip_text_config.h"
#include "inference/nn/clip_encoder_layer.h"

#include <span>
#include <stop_token>

namespace gesso::inference {

/// Vectors that take the place of those of some tokens: of a textual inversion.
struct TokenVectors {
    std::int64_t position = 0; ///< of the first, 0-based
    at::Tensor vectors;        ///< [n, width], position + n <= N
};

/// CLIPTextModel of transformers: token ids in, one vector per token out. Immutable, may be shared by threads.
class ClipTextModel {
public:
    /// Throws EngineError(ModelDamaged) when the weights are not exactly those of the config. `weights` stands at the
    /// root of the file, above "text_model".
    ClipTextModel(const ClipTextConfig& config, const WeightLoader& weights);

    [[nodiscard]] const ClipTextConfig& config() const noexcept { return m_config; }

    /// The text embeddings [B, N, width] of `ids` [B, N] int64, N <= positions. `clipSkip` counts layers from the end
    /// as designers do: 1 is the last one, up to `layers`; the final LayerNorm always follows. Throws
    /// EngineError(InvalidRequest) for a clipSkip or N out of range, ModelDamaged for ids outside the vocabulary.
    /// `replaced` holds for every row, whatever the ids there.
    [[nodiscard]] at::Tensor forward(const at::Tensor& ids, std::int64_t clipSkip, const std::stop_token& stop,
                                     std::span<const TokenVectors> replaced = {}) const;

private:
    void checkInput(const at::Tensor& ids, std::int64_t clipSkip) const;

    ClipTextConfig m_config;
    const Backend& m_backend;
    at::Tensor token_embedding;    ///< [vocabulary, width]
    at::Tensor position_embedding; ///< [positions, width]
    std::vector<ClipEncoderLayer> layers;
    LayerNorm final_layer_norm;
};

} // namespace gesso::inference
