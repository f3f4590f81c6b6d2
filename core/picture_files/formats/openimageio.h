// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/picture_format.h"

#include <exception>
#include <new>
#include <string>

namespace gesso {

inline constexpr int kRgb = 3;      ///< channels of a picture in colours
inline constexpr int kRgba = 4;     ///< channels of one with transparency
inline constexpr int kAlpha = kRgb; ///< index of the alpha channel
inline constexpr const char* kStraightAlpha = "oiio:UnassociatedAlpha";

/// OpenImageIO takes the name of a format for a file's name. A name that ends like a file's would not do: version 2.4
/// looks for such a file before it is given the bytes.
[[nodiscard]] inline std::string codecName(PictureFormat format)
{
    return std::string(name(format));
}

/// An error's text on one line, without a stop at its end.
[[nodiscard]] inline std::string onOneLine(std::string text)
{
    for (char& character : text) {
        character = character == '\n' || character == '\r' ? ' ' : character;
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '.')) {
        text.pop_back();
    }
    return text;
}

/// Calls a function that uses OpenImageIO, which may let exceptions of its own libraries out.
template <typename Function> auto guarded(ErrorCode code, Function&& function) -> decltype(function())
{
    try {
        return function();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfHostMemory, "There is not enough memory for the picture: close some programs.");
    } catch (const std::exception& error) {
        return fail(code, "The picture's codec failed: " + std::string(error.what()) + ".");
    }
}

} // namespace gesso
