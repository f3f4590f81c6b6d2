// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt.h"

#include "core/generation/validate.h"
#include "core/prompt/choices.h"
#include "core/prompt/comments.h"
#include "core/prompt/composition.h"

namespace gesso {
namespace {

Result<PromptSchedule> scheduleOf(std::string_view text, const PromptPurpose& purpose)
{
    if (purpose.grammar == PromptGrammar::Comfy) {
        return PromptSchedule{{std::string(text)},
                              std::vector<std::size_t>(static_cast<std::size_t>(purpose.steps.count), 0)};
    }
    return scheduled(text, purpose.steps);
}

} // namespace

Result<PromptAndLoras> preparePrompt(std::string_view text, std::uint64_t seed)
{
    const std::string chosen = withChoicesMade(withoutComments(text), seed);
    if (chosen.size() > RequestLimits::kMaxPromptBytes) {
        return fail(ErrorCode::InvalidRequest,
                    "The prompt is longer than 1 MiB with its choices made: shorten it, or what stands between several "
                    "choices ({2$$ and $$a|b}).");
    }
    return takeLoraTags(chosen);
}

bool dependsOnSeed(std::string_view text)
{
    return !findChoices(withoutComments(text)).empty();
}

Result<ResolvedPrompt> resolvePrompt(std::string_view text, const PromptPurpose& purpose)
{
    Result<PromptAndLoras> prepared = preparePrompt(text, purpose.seed);
    if (!prepared) {
        return tl::unexpected(prepared.error());
    }
    const std::string_view plain = prepared->text;
    const std::vector<ComposedPart> parts =
        purpose.negative ? std::vector<ComposedPart>{{{0, plain.size()}, 1.}} : splitComposition(plain);
    ResolvedPrompt resolved;
    for (const ComposedPart& part : parts) {
        Result<PromptSchedule> schedule = scheduleOf(part.text.of(plain), purpose);
        if (!schedule) {
            return tl::unexpected(schedule.error());
        }
        resolved.parts.push_back({part.weight, std::move(*schedule)});
    }
    resolved.loras = std::move(prepared->loras);
    return resolved;
}

} // namespace gesso
