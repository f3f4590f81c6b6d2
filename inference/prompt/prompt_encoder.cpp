// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_encoder.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

namespace gesso::inference {

PromptEncoder::PromptEncoder(const ClipTokenizer& tokenizer, const GenerationRequest& request)
    : m_tokenizer(tokenizer), m_request(request)
{
    if (request.syntax != PromptSyntax::Plain) {
        throw EngineError(ErrorCode::Unsupported, "the weighted prompt syntax is not there yet: use the plain one");
    }
}

Conditioning PromptEncoder::encode(const ClipTextModel& model, at::Device device, std::uint64_t /*seed*/,
                                   const std::stop_token& stop) const
{
    const auto embed = [&](const std::string& text, std::int64_t clipSkip) {
        const std::vector<std::int64_t> ids = m_tokenizer.encodePadded(text);
        return model.forward(at::tensor(ids, at::kLong).unsqueeze(0).to(device), clipSkip, stop);
    };
    const at::Tensor positive = embed(m_request.prompt, m_request.clipSkip);
    Conditioning result;
    // Layers are skipped for the prompt only, as in diffusers.
    result.conditions = {
        {m_request.guidanceScale > 1. ? at::cat({embed(m_request.negativePrompt, 1), positive}) : positive}};
    result.ofStep.assign(static_cast<std::size_t>(m_request.steps), 0);
    return result;
}

} // namespace gesso::inference
