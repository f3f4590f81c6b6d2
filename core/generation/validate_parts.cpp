// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate_parts.h"

#include "core/base/utf8.h"
#include "core/generation/validate.h"

#include <cmath>
#include <sstream>

namespace gesso {
namespace {

using Limits = RequestLimits;

constexpr int kMultiple = Limits::kSideMultiple;

Result<> checkMultiple(std::string_view what, int value, int low, int high)
{
    return checkWhole(what, value, low, high).and_then([&]() -> Result<> {
        if (value % kMultiple == 0) {
            return {};
        }
        return fail(ErrorCode::InvalidRequest,
                    std::string(what) + " is " + std::to_string(value) + " pixels: choose a multiple of 8.");
    });
}

Result<> checkLora(const LoraUse& lora)
{
    return checkText("The path of a LoRA", lora.path, Limits::kMaxModelPathBytes)
        .and_then([&] { return checkText("The name of a LoRA", lora.tag, Limits::kMaxModelPathBytes); })
        .and_then([&] {
            return checkReal("The weight of a LoRA", lora.weight, -Limits::kMaxLoraWeight, Limits::kMaxLoraWeight);
        })
        .and_then([&] {
            return checkReal("The weight of a LoRA for the UNet", lora.weightOfUNet(), -Limits::kMaxLoraWeight,
                             Limits::kMaxLoraWeight);
        });
}

Result<> checkEmbedding(const EmbeddingFile& embedding)
{
    return checkText("The path of an embedding", embedding.path, Limits::kMaxModelPathBytes).and_then([&] {
        return checkText("The name of an embedding", embedding.name, Limits::kMaxModelPathBytes);
    });
}

template <typename Element>
Result<> checkList(std::string_view what, const std::vector<Element>& list, Result<> (*check)(const Element&))
{
    Result<> outcome = checkWhole(what, static_cast<int>(list.size()), 0, Limits::kMaxAddOns);
    for (const Element& element : list) {
        if (outcome) {
            outcome = check(element);
        }
    }
    return outcome;
}

} // namespace

std::string shownNumber(double value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

Result<> checkWhole(std::string_view what, int value, int low, int high)
{
    if (value >= low && value <= high) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, std::string(what) + " is " + std::to_string(value) + ": choose from " +
                                               std::to_string(low) + " to " + std::to_string(high) + ".");
}

Result<> checkReal(std::string_view what, double value, double low, double high)
{
    if (std::isfinite(value) && value >= low && value <= high) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, std::string(what) + " is " + shownNumber(value) + ": choose a number from " +
                                               shownNumber(low) + " to " + shownNumber(high) + ".");
}

Result<> checkText(std::string_view what, std::string_view text, std::size_t maxBytes)
{
    if (text.size() > maxBytes) {
        return fail(ErrorCode::InvalidRequest, std::string(what) + " has " + std::to_string(text.size()) +
                                                   " bytes: shorten it to at most " + std::to_string(maxBytes) + ".");
    }
    if (const auto offset = invalidUtf8At(text)) {
        return fail(ErrorCode::InvalidRequest, std::string(what) + " is not valid UTF-8 from byte " +
                                                   std::to_string(*offset) + " on: give it as UTF-8 text.");
    }
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        return fail(ErrorCode::InvalidRequest,
                    std::string(what) + " holds a zero byte at byte " + std::to_string(zero) + ": take it out.");
    }
    return {};
}

Result<> checkParts(const ModelOptions& options)
{
    return checkText("The autoencoder's path", options.vae, Limits::kMaxModelPathBytes)
        .and_then([&] { return checkList("The number of LoRAs", options.loras, checkLora); })
        .and_then([&] { return checkList("The number of embeddings", options.embeddings, checkEmbedding); });
}

Result<> checkParts(const TypedPrompts& typed)
{
    return checkText("The prompt as typed", typed.prompt, Limits::kMaxPromptBytes).and_then([&] {
        return checkText("The negative prompt as typed", typed.negativePrompt, Limits::kMaxPromptBytes);
    });
}

Result<> checkParts(const SamplerOptions& options)
{
    return checkReal("Eta", options.eta, 0., 1.)
        .and_then([&] { return checkReal("The churn", options.churn, 0., Limits::kMaxChurn); })
        .and_then([&] { return checkReal("The churn's noise", options.sNoise, 0., Limits::kMaxNoiseFactor); });
}

Result<> checkParts(std::string_view what, const PictureReference& reference)
{
    return checkText(std::string(what) + "'s path", reference.path, Limits::kMaxModelPathBytes).and_then([&] {
        return checkText(std::string(what) + "'s hash", reference.hash, Limits::kMaxHashDigits);
    });
}

Result<> checkParts(const InpaintOptions& options)
{
    const auto side = [](std::string_view where, int pixels) {
        return checkWhole("The extension " + std::string(where), pixels, 0, Limits::kMaxSide);
    };
    return checkWhole("The padding", options.padding, 0, Limits::kMaxPadding)
        .and_then([&] { return checkReal("The mask blur", options.blur, 0., Limits::kMaxMaskRadius); })
        .and_then([&] { return checkReal("The feather", options.feather, 0., Limits::kMaxMaskRadius); })
        .and_then([&] { return side("on the left", options.extension.left); })
        .and_then([&] { return side("at the top", options.extension.top); })
        .and_then([&] { return side("on the right", options.extension.right); })
        .and_then([&] { return side("at the bottom", options.extension.bottom); });
}

Result<> checkParts(const PanoramaOptions& options)
{
    return checkMultiple("The size of a view", options.viewSize, Limits::kMinViewSize, Limits::kMaxViewSize)
        .and_then(
            [&] { return checkMultiple("The stride of the views", options.stride, kMultiple, options.viewSize); });
}

} // namespace gesso
