// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"

#include <algorithm>
#include <type_traits>

namespace gesso {
namespace {

/// One value in another format.
template <typename To, typename From> To levelIn(From level) noexcept
{
    if constexpr (std::is_same_v<To, From>) {
        return level;
    } else if constexpr (std::is_same_v<To, float>) {
        constexpr float kMost = std::is_same_v<From, std::uint8_t> ? 255.F : 65535.F;
        return static_cast<float>(level) / kMost;
    } else if constexpr (std::is_same_v<From, float>) {
        if constexpr (std::is_same_v<To, std::uint8_t>) {
            return eightLevels(level);
        } else {
            return sixteenLevels(level);
        }
    } else if constexpr (std::is_same_v<To, std::uint8_t>) {
        return eightFromSixteen(level);
    } else {
        return sixteenFromEight(level);
    }
}

template <typename To> Image withValuesOf(const Image& picture)
{
    std::vector<To> result(picture.valueCount());
    picture.visit([&](const auto& values) {
        std::ranges::transform(values, result.begin(), [](auto value) { return levelIn<To>(value); });
    });
    Image image{picture.width, picture.height, picture.channels, std::move(result)};
    image.profile = picture.profile;
    return image;
}

} // namespace

Image inFormat(const Image& picture, PixelFormat format)
{
    if (picture.format() == format) {
        return picture;
    }
    switch (format) {
    case PixelFormat::U8:
        return withValuesOf<std::uint8_t>(picture);
    case PixelFormat::U16:
        return withValuesOf<std::uint16_t>(picture);
    case PixelFormat::F32:
        break;
    }
    return withValuesOf<float>(picture);
}

Picture inFormat(Picture picture, PixelFormat format)
{
    if (!picture || picture->format() == format) {
        return picture;
    }
    return makePicture(inFormat(*picture, format));
}

} // namespace gesso
