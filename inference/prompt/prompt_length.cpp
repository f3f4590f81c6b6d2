// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_length.h"

#include "core/prompt/choices.h"
#include "core/prompt/comments.h"
#include "core/prompt/composition.h"
#include "core/prompt/editing.h"
#include "core/prompt/lora_tags.h"
#include "inference/prompt/prompt_chunks.h"

#include <algorithm>

namespace gesso::inference {
namespace {

constexpr int kSteps = 50;

} // namespace

TokenCount promptLength(const ClipTokenizer& tokenizer, std::string_view text)
{
    const int room = static_cast<int>(tokenizer.maxLength() - 2);
    TokenCount longest{0, room};
    const std::string plain = withoutLoraTags(withChoicesMade(withoutComments(text), 0));
    for (const ComposedPart& part : splitComposition(plain)) {
        const Result<PromptSchedule> schedule = scheduled(part.text.of(plain), {kSteps});
        const std::vector<std::string> texts =
            schedule ? schedule->texts : std::vector<std::string>{std::string(part.text.of(plain))};
        for (const std::string& each : texts) {
            const auto chunks = promptChunks(parseWeights(each, PromptGrammar::A1111), tokenizer, {});
            const int before = static_cast<int>(chunks.size() - 1) * room;
            longest.tokens = std::max(longest.tokens, before + chunks.back().tokens);
            longest.limit = std::max(longest.limit, before + room);
        }
    }
    return longest;
}

} // namespace gesso::inference
