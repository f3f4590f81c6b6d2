// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"

#include "core/base/utf8.h"
#include "core/generation/device_choice.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <string_view>

namespace gesso {
namespace {

using Limits = RequestLimits;

std::string shown(double value)
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

Result<> checkReal(std::string_view what, double value, double high)
{
    if (std::isfinite(value) && value >= 0. && value <= high) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest,
                std::string(what) + " is " + shown(value) + ": choose a number from 0 to " + shown(high) + ".");
}

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

Result<> checkModelHash(std::string_view hash)
{
    const bool hex = hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (hex && hash.size() <= Limits::kMaxHashDigits) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest,
                "The model hash is not a row of at most 64 hexadecimal digits (0-9, a-f): leave it empty.");
}

Result<> checkSyntax(PromptSyntax syntax)
{
    if (syntax == PromptSyntax::Plain) {
        return {};
    }
    return fail(ErrorCode::Unsupported,
                "The weighted prompt syntax comes in a later version: use --prompt-syntax plain.");
}

} // namespace

Result<> validate(const GenerationRequest& request)
{
    return checkText("The model's path", request.model, Limits::kMaxModelPathBytes)
        .and_then([&] { return checkModelHash(request.modelHash); })
        .and_then([&] { return checkText("The prompt", request.prompt, Limits::kMaxPromptBytes); })
        .and_then([&] { return checkText("The negative prompt", request.negativePrompt, Limits::kMaxPromptBytes); })
        .and_then([&] { return checkSyntax(request.syntax); })
        .and_then([&] { return checkWhole("The number of steps", request.steps, 1, Limits::kMaxSteps); })
        .and_then([&] { return checkReal("The guidance scale", request.guidanceScale, Limits::kMaxGuidance); })
        .and_then([&] { return checkReal("The guidance rescale", request.guidanceRescale, Limits::kMaxRescale); })
        .and_then([&] { return checkSize(request.width, request.height); })
        .and_then([&] { return checkWhole("The number of pictures", request.count, 1, Limits::kMaxCount); })
        .and_then([&] { return checkWhole("The clip skip", request.clipSkip, 1, Limits::kMaxClipSkip); });
}

Result<> validate(const ExecutionOptions& options)
{
    return parseDeviceChoice(options.device).map([](const DeviceChoice&) {});
}

} // namespace gesso
