// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_choice.h"

#include "core/prompt/comments.h"
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

void add(LoraUse& sum, double textEncoder, double unet)
{
    const double ofUNet = sum.weightOfUNet() + unet;
    sum.weight += textEncoder;
    sum.unetWeight = ofUNet == sum.weight ? std::nullopt : std::optional(ofUNet);
}

/// Adds what a file is used with in a picture.
void add(LoraUse& sum, const LoraUse& use, const std::vector<LoraTag>& tags)
{
    if (use.tag.empty()) {
        add(sum, use.weight, use.weightOfUNet());
    }
    for (const LoraTag& tag : tags) {
        if (isSameName(use.tag, tag.name)) {
            add(sum, tag.weight, tag.unetWeight.value_or(tag.weight));
        }
    }
}

} // namespace

std::vector<LoraUse> lorasOf(const GenerationRequest& request, int index)
{
    const std::vector<LoraTag> tags = tagsOf(request, index);
    std::vector<LoraUse> uses;
    for (const LoraUse& use : request.modelOptions.loras) {
        const auto same = std::ranges::find(uses, use.path, &LoraUse::path);
        add(same == uses.end() ? uses.emplace_back(LoraUse{use.path, 0., {}}) : *same, use, tags);
    }
    std::erase_if(uses, [](const LoraUse& use) { return use.weight == 0. && use.weightOfUNet() == 0.; });
    return uses;
}

std::vector<std::string> loraNotices(const GenerationRequest& request)
{
    std::vector<std::string> notices;
    if (request.syntax != PromptSyntax::Weighted) {
        return notices;
    }
    const std::string text = withoutComments(request.negativePrompt);
    for (const LoraTagText& tag : findLoraTags(text)) {
        notices.push_back("The tag " + std::string(tag.range.of(text)) +
                          " is left out of the negative prompt, where a LoRA has no effect: write it into the prompt, "
                          "with a weight below 0 to have the opposite.");
    }
    return notices;
}

} // namespace gesso::inference
