// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "core/prompt/prompt.h"
#include "inference/models/clip_text_model.h"
#include "inference/prompt/conditioning.h"
#include "inference/prompt/embedding_table.h"
#include "inference/tokenizer/clip_tokenizer.h"

#include <c10/core/Device.h>

namespace gesso::inference {

/// A request's prompts as its model's network takes them.
///
/// The plain syntax is diffusers' (PipelineStableDiffusion of diffusers 0.39): text cut at the model's length, layers
/// skipped for the prompt alone. The weighted one has the grammar of core/prompt, prompts of any length and textual
/// inversions; layers are skipped for both prompts, as in stable-diffusion-webui. LoRA tags are read elsewhere and only
/// left out here.
class PromptEncoder {
public:
    /// `tokenizer` must outlive the encoder. `firstStep` is the first of the user's steps that is done, 0-based: prompt
    /// editing counts from there, while its fractions are of all steps, as in stable-diffusion-webui.
    /// Textual inversions that are not `textWidth` wide are skipped (0: none is); `bundled` are those that LoRAs bring.
    PromptEncoder(const ClipTokenizer& tokenizer, const GenerationRequest& request, int firstStep = 0,
                  std::int64_t textWidth = 0, std::vector<BundledEmbedding> bundled = {});

    /// Whether pictures of other seeds have other conditionings.
    [[nodiscard]] bool dependsOnSeed() const;

    /// The conditioning of the picture with this seed, on the device of `model`. All prompts have as many tokens as the
    /// longest. Throws Cancelled between the blocks of the network, what ClipTextModel::forward throws, and EngineError
    /// for what resolvePrompt, promptChunks and TextEmbedder refuse.
    [[nodiscard]] Conditioning encode(const ClipTextModel& model, at::Device device, std::uint64_t seed,
                                      const std::stop_token& stop) const;

    /// What the user should know of the prompts that were encoded so far: embeddings that were skipped.
    [[nodiscard]] const std::vector<std::string>& notices() const noexcept { return m_embeddings.notices(); }

private:
    [[nodiscard]] bool isGuided() const { return m_request.guidanceScale > 1.; }
    [[nodiscard]] Conditioning encodePlain(const ClipTextModel& model, at::Device device,
                                           const std::stop_token& stop) const;
    [[nodiscard]] Conditioning encodeWeighted(const ClipTextModel& model, at::Device device, std::uint64_t seed,
                                              const std::stop_token& stop) const;
    /// The parts of the prompt, behind the negative prompt where guidance is on.
    [[nodiscard]] std::vector<PromptPart> parts(std::uint64_t seed) const;

    const ClipTokenizer& m_tokenizer;
    const GenerationRequest m_request;
    const int m_firstStep;
    const EmbeddingTable m_embeddings;
};

} // namespace gesso::inference
