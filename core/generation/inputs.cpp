// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/inputs.h"

#include "core/generation/validate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>

namespace gesso {
namespace {

/// Whether two pictures that may not be there are the same.
bool same(const Picture& a, const Picture& b)
{
    return a == b || (a != nullptr && b != nullptr && *a == *b);
}

std::string sizeText(const Image& image)
{
    return std::to_string(image.width) + "x" + std::to_string(image.height);
}

Result<> checkPicture(const std::string& what, const Image& image, int channels)
{
    if (image.format() != PixelFormat::U8) {
        return fail(ErrorCode::InvalidRequest, what + " has more than 8 bits a channel: give it with 8.");
    }
    const bool bounded = image.width <= RequestLimits::kMaxSide && image.height <= RequestLimits::kMaxSide;
    if (bounded && image.channels == channels && image.isWhole()) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, what + " has " + sizeText(image) + " pixels and " +
                                               std::to_string(image.channels) + " channels: it must have " +
                                               std::to_string(channels) + " and sides of 1 to 16384.");
}

/// A mask that covers nothing would take all the time of a picture and change none of it.
Result<> checkMasksSomething(const GenerationRequest& request, const Image& mask)
{
    constexpr std::uint8_t kMasked = 128;
    const bool invert = request.inpaint.invert;
    const auto isMasked = [invert](std::uint8_t value) { return (invert ? 255 - value : value) >= kMasked; };
    if (!request.inpaint.extension.empty() || std::ranges::any_of(mask.u8(), isMasked)) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, std::string("The mask is ") + (invert ? "white" : "black") +
                                               " all over, so nothing is to be repainted: paint it " +
                                               (invert ? "black" : "white") + " where the picture is to change.");
}

Result<> checkCanvas(const GenerationRequest& request, const GenerationInputs& inputs)
{
    const PictureSize canvas = canvasSize(request, inputs);
    if (canvas.width <= RequestLimits::kMaxSide && canvas.height <= RequestLimits::kMaxSide) {
        return {};
    }
    return fail(ErrorCode::InvalidRequest, "The extended picture has " + std::to_string(canvas.width) + "x" +
                                               std::to_string(canvas.height) +
                                               " pixels: extend it to at most 16384 a side.");
}

Result<> checkMask(const GenerationRequest& request, const GenerationInputs& inputs)
{
    if (inputs.mask == nullptr) {
        if (!request.inpaint.extension.empty()) {
            return {};
        }
        return fail(ErrorCode::InvalidRequest, "There is no mask: give one that is white where the picture is to be "
                                               "repainted, or say by how much the picture is extended.");
    }
    return checkPicture("The mask", *inputs.mask, 1).and_then([&]() -> Result<> {
        if (inputs.mask->width == inputs.init->width && inputs.mask->height == inputs.init->height) {
            return checkMasksSomething(request, *inputs.mask);
        }
        return fail(ErrorCode::InvalidRequest, "The mask has " + sizeText(*inputs.mask) + " pixels, the picture " +
                                                   sizeText(*inputs.init) + ": give a mask of the picture's size.");
    });
}

} // namespace

bool operator==(const GenerationInputs& a, const GenerationInputs& b)
{
    return same(a.init, b.init) && same(a.mask, b.mask);
}

Result<> validate(const GenerationRequest& request, const GenerationInputs& inputs)
{
    const bool fromPicture = request.task == Task::ImageToImage || request.task == Task::Inpaint;
    if (!fromPicture) {
        if (inputs.empty()) {
            return {};
        }
        return fail(ErrorCode::InvalidRequest, "This task begins from the prompt alone: leave the picture out.");
    }
    if (inputs.init == nullptr) {
        return fail(ErrorCode::InvalidRequest, "There is no picture to begin from: give one.");
    }
    return checkPicture("The picture", *inputs.init, 3).and_then([&]() -> Result<> {
        if (request.task == Task::Inpaint) {
            return checkMask(request, inputs).and_then([&] { return checkCanvas(request, inputs); });
        }
        if (inputs.mask == nullptr) {
            return {};
        }
        return fail(ErrorCode::InvalidRequest, "Image to image has no use for a mask: leave it out, or inpaint.");
    });
}

PictureSize canvasSize(const GenerationRequest& request, const GenerationInputs& inputs)
{
    const Extension& more = request.inpaint.extension;
    return {inputs.init->width + more.left + more.right, inputs.init->height + more.top + more.bottom};
}

bool isPaddedToRequest(const GenerationRequest& request, PictureSize canvas)
{
    constexpr int kMultiple = RequestLimits::kSideMultiple;
    const auto roundedUp = [](int side) { return (side + kMultiple - 1) / kMultiple * kMultiple; };
    return request.inpaint.composite && !request.inpaint.onlyMasked && request.width == roundedUp(canvas.width) &&
           request.height == roundedUp(canvas.height);
}

PictureSize resultSize(const GenerationRequest& request, const GenerationInputs& inputs)
{
    const PictureSize asked{request.width, request.height};
    if (request.task != Task::Inpaint || inputs.init == nullptr) {
        return asked;
    }
    const PictureSize canvas = canvasSize(request, inputs);
    return request.inpaint.onlyMasked || isPaddedToRequest(request, canvas) ? canvas : asked;
}

std::string hashOf(const Image& picture)
{
    // FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
    constexpr std::uint64_t kOffset = 0xCBF29CE484222325ULL;
    constexpr std::uint64_t kPrime = 0x100000001B3ULL;
    std::uint64_t hash = kOffset;
    const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * kPrime; };
    for (const int side : {picture.width, picture.height, picture.channels}) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            add((static_cast<std::uint32_t>(side) >> shift) & 0xFFU);
        }
    }
    picture.visit([&](const auto& values) {
        for (const std::byte byte : std::as_bytes(std::span(values))) {
            add(std::to_integer<std::uint64_t>(byte));
        }
    });
    constexpr std::size_t kDigits = 16;
    std::array<char, kDigits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + kDigits, hash, 16).ptr;
    const std::string text(digits.data(), end);
    return std::string(kDigits - text.size(), '0') + text;
}

} // namespace gesso
