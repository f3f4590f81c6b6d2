// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"

#include "core/generation/device_choice.h"
#include "core/generation/validate_parts.h"

#include <string>
#include <string_view>

namespace gesso {
namespace {

using Limits = RequestLimits;

Result<> checkSide(std::string_view what, int value)
{
    if (value >= Limits::kSideMultiple && value <= Limits::kMaxSide && value % Limits::kSideMultiple == 0) {
        return {};
    }
    std::string message = std::string(what) + " is " + std::to_string(value) +
                          " pixels: choose a multiple of 8 from 8 to " + std::to_string(Limits::kMaxSide);
    if (value > Limits::kSideMultiple && value < Limits::kMaxSide) {
        const int below = value - value % Limits::kSideMultiple;
        message += " (" + std::to_string(below) + " or " + std::to_string(below + Limits::kSideMultiple) + " is near)";
    }
    return fail(ErrorCode::InvalidRequest, message + ".");
}

Result<> checkSize(int width, int height)
{
    return checkSide("The width", width)
        .and_then([&] { return checkSide("The height", height); })
        .and_then([&]() -> Result<> {
            if (std::int64_t{width} * height <= Limits::kMaxPixels) {
                return {};
            }
            return fail(ErrorCode::InvalidRequest,
                        "The size " + std::to_string(width) + "x" + std::to_string(height) +
                            " has too many pixels: choose at most as many as 8192x8192 has (67108864).");
        });
}

Result<> checkModelHash(std::string_view hash)
{
    const bool hex = hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (hex && hash.size() <= Limits::kMaxHashDigits) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest,
                "The model hash is not a row of at most 64 hexadecimal digits (0-9, a-f): leave it empty.");
}

Result<> checkSeeds(const GenerationRequest& request)
{
    if (request.seeds.empty() || request.seeds.size() == static_cast<std::size_t>(request.count)) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, "There are " + std::to_string(request.seeds.size()) + " seeds for " +
                                               std::to_string(request.count) +
                                               " pictures: give each picture one, or none at all.");
}

} // namespace

Result<> validate(const GenerationRequest& request)
{
    return checkText("The model's path", request.model, Limits::kMaxModelPathBytes)
        .and_then([&] { return checkModelHash(request.modelHash); })
        .and_then([&] { return checkParts(request.modelOptions); })
        .and_then([&] { return checkText("The prompt", request.prompt, Limits::kMaxPromptBytes); })
        .and_then([&] { return checkText("The negative prompt", request.negativePrompt, Limits::kMaxPromptBytes); })
        .and_then([&] { return checkParts(request.typed); })
        .and_then([&] { return checkWhole("The number of steps", request.steps, 1, Limits::kMaxSteps); })
        .and_then([&] { return checkReal("The guidance scale", request.guidanceScale, 0., Limits::kMaxGuidance); })
        .and_then([&] { return checkReal("The guidance rescale", request.guidanceRescale, 0., Limits::kMaxRescale); })
        .and_then([&] { return checkSize(request.width, request.height); })
        .and_then([&] { return checkWhole("The number of pictures", request.count, 1, Limits::kMaxCount); })
        .and_then([&] { return checkSeeds(request); })
        .and_then([&] { return checkReal("The variation strength", request.variationStrength, 0., 1.); })
        .and_then([&] { return checkWhole("The clip skip", request.clipSkip, 1, Limits::kMaxClipSkip); })
        .and_then([&] { return checkParts(request.sampler); })
        .and_then([&] { return checkReal("The strength", request.strength, 0., 1.); })
        .and_then([&] { return checkParts("The picture", request.init); })
        .and_then([&] { return checkParts("The mask", request.mask); })
        .and_then([&] { return checkParts(request.inpaint); })
        .and_then([&] { return checkParts(request.panorama); });
}

Result<> validate(const ExecutionOptions& options)
{
    return parseDeviceChoice(options.device).map([](const DeviceChoice&) {});
}

} // namespace gesso
