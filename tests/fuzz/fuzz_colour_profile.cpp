// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: colour profiles. The first byte says what the picture's values are.
#include "core/picture_files/colour/colour_profile.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace gesso;
    if (size == 0) {
        return 0;
    }
    const auto model = static_cast<ColourModel>(data[0] % 3);
    const ColourConversion colours(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), model);
    std::array<std::uint8_t, 8> pixels{0, 64, 128, 7, 255, 1, 2, 9};
    if (model == ColourModel::Cmyk) {
        std::array<std::uint8_t, 6> rgb{};
        colours.convertInks(pixels.data(), rgb.data(), 2);
    } else {
        colours.convert(pixels.data(), 2, model == ColourModel::Grey ? 2 : 4);
    }
    const std::size_t alpha = model == ColourModel::Grey ? 1 : 3;
    if (model != ColourModel::Cmyk && pixels[alpha] != (alpha == 1 ? 64 : 7)) {
        std::abort(); // transparency is no colour
    }
    return 0;
}
