// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gesso {

/// What the network predicts. `FromModel` is what the model's files say or show.
enum class PredictionChoice : std::uint8_t { FromModel, Epsilon, Velocity };

/// A LoRA that is merged into the model for this request.
struct LoraUse {
    std::string path;   ///< the file, absolute, as the engine's machine sees it; as text of core/base/path_text.h
    double weight = 1.; ///< -10..10; of a tag, the prompt's own numbers count instead
    std::string tag;    ///< NAME of <lora:NAME:W>: used where the prompt has the tag. Empty: always used
    /// Likewise, of the UNet where it has one of its own: `weight` is the text encoder's then.
    std::optional<double> unetWeight = std::nullopt;

    [[nodiscard]] double weightOfUNet() const noexcept { return unetWeight.value_or(weight); }
    friend bool operator==(const LoraUse&, const LoraUse&) = default;
};

/// A textual inversion that prompts may name.
struct EmbeddingFile {
    std::string name; ///< the word in the prompt, also after "embedding:"
    std::string path; ///< likewise

    friend bool operator==(const EmbeddingFile&, const EmbeddingFile&) = default;
};

/// What is taken beside, or instead of, the model's own parts.
struct ModelOptions {
    PredictionChoice prediction = PredictionChoice::FromModel;
    bool ema = false; ///< the averaged weights of a single file that holds both
    std::string vae;  ///< file or folder of another autoencoder, likewise; empty: the model's own
    std::vector<LoraUse> loras;
    std::vector<EmbeddingFile> embeddings;

    friend bool operator==(const ModelOptions&, const ModelOptions&) = default;
};

} // namespace gesso
