// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_choice.h"

#include "core/prompt/prompt.h"
#include "inference/base/engine_error.h"

#include <algorithm>

namespace gesso::inference {
namespace {

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool isSameName(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::vector<LoraTag> tagsOf(const GenerationRequest& request, int index)
{
    if (request.syntax != PromptSyntax::Weighted) {
        return {};
    }
    Result<PromptAndLoras> prepared = preparePrompt(request.prompt, request.seedOf(index));
    if (!prepared) {
        throw EngineError(prepared.error().code, prepared.error().message);
    }
    for (const LoraTag& tag : prepared->loras) {
        const bool isKnown = std::ranges::any_of(request.modelOptions.loras,
                                                 [&tag](const LoraUse& use) { return isSameName(use.tag, tag.name); });
        if (!isKnown) {
            throw EngineError(ErrorCode::InvalidRequest,
                              "the prompt asks for the LoRA '" + tag.name +
                                  "', but the request has no file for it: add the file, or take <lora:" + tag.name +
                                  "> out of the prompt");
        }
    }
    return std::move(prepared->loras);
}

double weightOf(const LoraUse& use, const std::vector<LoraTag>& tags)
{
    if (use.tag.empty()) {
        return use.weight;
    }
    double weight = 0.;
    for (const LoraTag& tag : tags) {
        weight += isSameName(use.tag, tag.name) ? tag.weight : 0.;
    }
    return weight;
}

} // namespace

std::vector<LoraUse> lorasOf(const GenerationRequest& request, int index)
{
    const std::vector<LoraTag> tags = tagsOf(request, index);
    std::vector<LoraUse> uses;
    for (const LoraUse& use : request.modelOptions.loras) {
        const double weight = weightOf(use, tags);
        const auto same = std::ranges::find(uses, use.path, &LoraUse::path);
        if (same == uses.end()) {
            uses.push_back({use.path, weight, {}});
        } else {
            same->weight += weight;
        }
    }
    std::erase_if(uses, [](const LoraUse& use) { return use.weight == 0.; });
    return uses;
}

} // namespace gesso::inference
