// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_encoder.h"

#include "inference/base/engine_error.h"
#include "inference/prompt/text_embedder.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {
namespace {

ResolvedPrompt resolved(const std::string& text, const PromptPurpose& purpose)
{
    Result<ResolvedPrompt> prompt = resolvePrompt(text, purpose);
    if (!prompt) {
        throw EngineError(prompt.error().code, prompt.error().message);
    }
    return std::move(*prompt);
}

} // namespace

PromptEncoder::PromptEncoder(const ClipTokenizer& tokenizer, const GenerationRequest& request, int firstStep,
                             std::int64_t textWidth, std::vector<BundledEmbedding> bundled)
    : m_tokenizer(tokenizer), m_request(request), m_firstStep(firstStep),
      m_embeddings(request.modelOptions.embeddings, {textWidth, textWidth > 0 ? tokenizer.maxLength() - 2 : 0},
                   std::move(bundled))
{
}

bool PromptEncoder::dependsOnSeed() const
{
    return m_request.syntax == PromptSyntax::Weighted &&
           (gesso::dependsOnSeed(m_request.prompt) || (isGuided() && gesso::dependsOnSeed(m_request.negativePrompt)));
}

Conditioning PromptEncoder::encode(const ClipTextModel& model, at::Device device, std::uint64_t seed,
                                   const std::stop_token& stop) const
{
    return m_request.syntax == PromptSyntax::Plain ? encodePlain(model, device, stop)
                                                   : encodeWeighted(model, device, seed, stop);
}

Conditioning PromptEncoder::encodePlain(const ClipTextModel& model, at::Device device,
                                        const std::stop_token& stop) const
{
    const auto embed = [&](const std::string& text, std::int64_t clipSkip) {
        const std::vector<std::int64_t> ids = m_tokenizer.encodePadded(text);
        return model.forward(at::tensor(ids, at::kLong).unsqueeze(0).to(device), clipSkip, stop);
    };
    const at::Tensor positive = embed(m_request.prompt, m_request.clipSkip);
    Conditioning result;
    // Layers are skipped for the prompt only, as in diffusers.
    result.conditions = {{isGuided() ? at::cat({embed(m_request.negativePrompt, 1), positive}) : positive}};
    result.ofStep.assign(static_cast<std::size_t>(m_request.steps), 0);
    return result;
}

std::vector<PromptPart> PromptEncoder::parts(std::uint64_t seed) const
{
    PromptPurpose purpose{
        .seed = seed, .steps = {m_request.steps}, .grammar = grammarOf(m_request.emphasis), .negative = true};
    std::vector<PromptPart> parts;
    if (isGuided()) {
        parts = resolved(m_request.negativePrompt, purpose).parts;
    }
    purpose.negative = false;
    const ResolvedPrompt prompt = resolved(m_request.prompt, purpose);
    parts.insert(parts.end(), prompt.parts.begin(), prompt.parts.end());
    return parts;
}

Conditioning PromptEncoder::encodeWeighted(const ClipTextModel& model, at::Device device, std::uint64_t seed,
                                           const std::stop_token& stop) const
{
    const std::vector<PromptPart> parts = this->parts(seed);
    TextEmbedder embedder(model, m_tokenizer, m_embeddings, device,
                          {grammarOf(m_request.emphasis), m_request.emphasis, m_request.clipSkip});
    std::int64_t tokens = 0;
    std::vector<double> weights;
    for (const PromptPart& part : parts) {
        weights.push_back(part.weight);
        for (const std::string& text : part.schedule.texts) {
            tokens = std::max(tokens, embedder.embed(text, stop).size(1));
        }
    }
    weights.erase(weights.begin(), weights.begin() + (isGuided() ? 1 : 0));

    Conditioning result;
    std::map<std::vector<std::size_t>, std::size_t> known; // conditions by the text of each part
    for (int userStep = 0; userStep < m_request.steps; ++userStep) {
        const auto step = static_cast<std::size_t>(std::max(userStep - m_firstStep, 0));
        std::vector<std::size_t> texts;
        texts.reserve(parts.size());
        for (const PromptPart& part : parts) {
            texts.push_back(part.schedule.ofStep[step]);
        }
        const auto [condition, isNew] = known.try_emplace(std::move(texts), result.conditions.size());
        if (isNew) {
            std::vector<at::Tensor> rows;
            rows.reserve(parts.size());
            for (const PromptPart& part : parts) {
                rows.push_back(embedder.embed(part.schedule.texts[part.schedule.ofStep[step]], tokens, stop));
            }
            result.conditions.push_back({at::cat(rows), weights});
        }
        result.ofStep.push_back(condition->second);
    }
    return result;
}

} // namespace gesso::inference
