// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/made_prompt.h"

#include "core/prompt/choices.h"
#include "core/prompt/comments.h"
#include "core/prompt/prompt.h"

#include <array>
#include <charconv>
#include <filesystem>

namespace gesso {
namespace {

void appendWeight(std::string& tag, double weight)
{
    std::array<char, 32> digits{}; // the shortest text of a double has at most 24 characters
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), weight);
    tag.append(":").append(digits.data(), error == std::errc{} ? end : digits.data());
}

} // namespace

std::string loraTag(std::string_view name, double weight, std::optional<double> unetWeight)
{
    std::string tag("<lora:");
    tag.append(name);
    appendWeight(tag, weight);
    if (unetWeight) {
        appendWeight(tag, *unetWeight);
    }
    return tag.append(">");
}

bool hasChoices(const GenerationRequest& request, const std::string& prompt)
{
    return request.syntax == PromptSyntax::Weighted && dependsOnSeed(prompt);
}

std::string madePrompt(const GenerationRequest& request, const std::string& prompt, std::uint64_t seed)
{
    return hasChoices(request, prompt) ? withChoicesMade(withoutComments(prompt), seed) : prompt;
}

std::string withLoraTags(const GenerationRequest& request, std::string prompt)
{
    if (request.syntax != PromptSyntax::Weighted) {
        return prompt;
    }
    for (const LoraUse& lora : request.modelOptions.loras) {
        if (!lora.tag.empty()) {
            continue;
        }
        prompt.append(prompt.empty() ? "" : " ");
        prompt.append(loraTag(std::filesystem::path(lora.path).stem().string(), lora.weight, lora.unetWeight));
    }
    return prompt;
}

} // namespace gesso
