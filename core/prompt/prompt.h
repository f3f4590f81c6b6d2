// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/prompt/editing.h"
#include "core/prompt/grammar.h"
#include "core/prompt/lora_tags.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// One of the prompts that AND joins, in every step.
struct PromptPart {
    double weight = 1.; ///< factor of the guidance towards it
    PromptSchedule schedule;

    friend bool operator==(const PromptPart&, const PromptPart&) = default;
};

/// A prompt of the weighted syntax as it is for one picture.
struct ResolvedPrompt {
    std::vector<PromptPart> parts; ///< at least one
    std::vector<LoraTag> loras;
};

/// What a prompt is resolved for.
struct PromptPurpose {
    std::uint64_t seed = 0; ///< of the picture
    PromptSteps steps{};
    PromptGrammar grammar = PromptGrammar::A1111;
    bool negative = false; ///< AND is then a word like any other, as in A1111
};

/// A prompt without its comments, with its choices made and its LoRA tags taken out, in this order: so a choice may
/// hold tags. Of editing, AND, BREAK and weights it says nothing yet. Errors are those of takeLoraTags.
[[nodiscard]] Result<PromptAndLoras> preparePrompt(std::string_view text, std::uint64_t seed);

/// Whether preparePrompt makes another text of it with another seed.
[[nodiscard]] bool dependsOnSeed(std::string_view text);

/// Prepares a prompt, cuts it at each AND, and decides its edits for each step (editing.h); parseWeights (weights.h)
/// then reads the texts. Errors are those of takeLoraTags and scheduled.
[[nodiscard]] Result<ResolvedPrompt> resolvePrompt(std::string_view text, const PromptPurpose& purpose);

} // namespace gesso
