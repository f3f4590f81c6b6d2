// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"
#include "inference/models/clip_text_model.h"
#include "inference/prompt/conditioning.h"
#include "inference/tokenizer/clip_tokenizer.h"

#include <c10/core/Device.h>

namespace gesso::inference {

/// A request's prompts as its model's network takes them.
class PromptEncoder {
public:
    /// `tokenizer` must outlive the encoder.
    PromptEncoder(const ClipTokenizer& tokenizer, const GenerationRequest& request);

    /// Whether pictures of other seeds have other conditionings.
    [[nodiscard]] bool dependsOnSeed() const noexcept { return false; }

    /// The conditioning of the picture with this seed, on the device of `model`. Throws Cancelled between the blocks of
    /// the network, and what ClipTextModel::forward throws.
    [[nodiscard]] Conditioning encode(const ClipTextModel& model, at::Device device, std::uint64_t seed,
                                      const std::stop_token& stop) const;

private:
    const ClipTokenizer& m_tokenizer;
    const GenerationRequest m_request;
};

} // namespace gesso::inference
