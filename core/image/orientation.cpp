// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/orientation.h"

#include <algorithm>

namespace gesso {
namespace {

/// Rows become columns.
Image transposed(const Image& picture)
{
    Image result{picture.height, picture.width, picture.channels, {}};
    result.u8().reserve(picture.u8().size());
    const auto channels = static_cast<std::size_t>(picture.channels);
    for (std::size_t x = 0; x < static_cast<std::size_t>(picture.width); ++x) {
        for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
            const auto pixel =
                picture.u8().begin() + static_cast<std::ptrdiff_t>(y * picture.rowValues() + x * channels);
            result.u8().insert(result.u8().end(), pixel, pixel + picture.channels);
        }
    }
    return result;
}

void mirrorRows(Image& picture)
{
    const auto rowBytes = static_cast<std::ptrdiff_t>(picture.rowValues());
    for (int top = 0, bottom = picture.height - 1; top < bottom; ++top, --bottom) {
        const auto first = picture.u8().begin() + top * rowBytes;
        std::swap_ranges(first, first + rowBytes, picture.u8().begin() + bottom * rowBytes);
    }
}

void mirrorColumns(Image& picture)
{
    for (int y = 0; y < picture.height; ++y) {
        std::uint8_t* row = picture.u8().data() + static_cast<std::size_t>(y) * picture.rowValues();
        const auto pixel = static_cast<std::ptrdiff_t>(picture.channels);
        for (std::ptrdiff_t left = 0, right = picture.width - 1; left < right; ++left, --right) {
            std::swap_ranges(row + left * pixel, row + (left + 1) * pixel, row + right * pixel);
        }
    }
}

} // namespace

Image oriented(Image picture, int orientation)
{
    constexpr int kFirstTurned = 5; // 5 to 8 have rows and columns exchanged
    constexpr int kLast = 8;
    if (orientation <= 1 || orientation > kLast) {
        return picture;
    }
    if (orientation >= kFirstTurned) {
        picture = transposed(picture);
    }
    if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7) {
        mirrorColumns(picture);
    }
    if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {
        mirrorRows(picture);
    }
    return picture;
}

} // namespace gesso
