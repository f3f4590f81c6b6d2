// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/picture_format.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

// In the order of the enumerators, so that an enumerator is the index of its name.
constexpr std::array<std::string_view, 5> kNames{"png", "jpg", "webp", "tiff", "exr"};
static_assert(kNames[static_cast<std::size_t>(PictureFormat::Exr)] == "exr");

constexpr std::array kEightOrSixteen{8, 16};
constexpr std::array kEight{8};
constexpr std::array kHalfOrFloat{16, 32};

} // namespace

std::string_view name(PictureFormat format) noexcept
{
    const auto index = static_cast<std::size_t>(format);
    return index < kNames.size() ? kNames[index] : std::string_view{};
}

std::optional<PictureFormat> pictureFormatFromName(std::string_view name) noexcept
{
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) {
        return std::nullopt;
    }
    return static_cast<PictureFormat>(found - kNames.begin());
}

std::span<const std::string_view> pictureFormatNames() noexcept
{
    return kNames;
}

std::optional<PictureFormat> pictureFormatFromPath(const std::filesystem::path& path)
{
    std::string end = path.extension().string();
    end.erase(0, end.empty() ? 0 : 1);
    std::transform(end.begin(), end.end(), end.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
    });
    if (end == "jpeg") {
        return PictureFormat::Jpg;
    }
    return pictureFormatFromName(end == "tif" ? "tiff" : end);
}

std::optional<PictureFormat> pictureFormatFromBytes(std::string_view firstBytes) noexcept
{
    constexpr std::size_t kWebpAt = 8;
    constexpr std::string_view kTiffs[] = {{"II*\0", 4}, {"MM\0*", 4}, {"II+\0", 4}, {"MM\0+", 4}}; // the last: BigTIFF
    if (firstBytes.starts_with("\x89PNG\r\n\x1A\n")) {
        return PictureFormat::Png;
    }
    if (firstBytes.starts_with("\xFF\xD8\xFF")) {
        return PictureFormat::Jpg;
    }
    if (firstBytes.starts_with("RIFF") && firstBytes.size() > kWebpAt &&
        firstBytes.substr(kWebpAt).starts_with("WEBP")) {
        return PictureFormat::Webp;
    }
    if (std::any_of(std::begin(kTiffs), std::end(kTiffs),
                    [&](std::string_view start) { return firstBytes.starts_with(start); })) {
        return PictureFormat::Tiff;
    }
    if (firstBytes.starts_with("\x76\x2F\x31\x01")) {
        return PictureFormat::Exr;
    }
    return std::nullopt;
}

std::span<const int> possibleBits(PictureFormat format) noexcept
{
    switch (format) {
    case PictureFormat::Png:
    case PictureFormat::Tiff:
        return kEightOrSixteen;
    case PictureFormat::Exr:
        return kHalfOrFloat;
    case PictureFormat::Jpg:
    case PictureFormat::Webp:
        break;
    }
    return kEight;
}

Result<> checkBits(PictureFormat format, int bits)
{
    const std::span<const int> possible = possibleBits(format);
    if (std::find(possible.begin(), possible.end(), bits) != possible.end()) {
        return {};
    }
    std::string choices;
    for (const int choice : possible) {
        choices += (choices.empty() ? "" : " or ") + std::to_string(choice);
    }
    return fail(ErrorCode::InvalidRequest, "A picture cannot be saved as " + std::string(name(format)) + " with " +
                                               std::to_string(bits) + " bits per channel: choose " + choices + ".");
}

} // namespace gesso
