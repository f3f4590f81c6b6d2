// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gesso {

/// A TIFF as a decoder is given it: with a directory of only what the pixels need, and the values that TIFF 6.0 has for
/// what is not said. The file's own bytes lie between `head` and `tail`, from where the head ends.
struct TiffLayout {
    std::int64_t width = 0, height = 0;
    int orientation = 1;
    std::uint64_t bits = 1; ///< of a value
    bool whiteIsZero = false;
    /// Cyan, magenta, yellow and black come first. Not told of JPEG data: the library makes RGB of them.
    bool inks = false;
    std::string head; ///< instead of as many bytes of the file
    std::string tail; ///< after the file's last byte: the directory
};

/// Reads the first directory of a TIFF or BigTIFF and sees whether each strip or tile is there and can hold its pixels.
/// FileDamaged when not; Unsupported for colours and compressions that are not known.
[[nodiscard]] Result<TiffLayout> readTiffLayout(std::string_view tiff);

} // namespace gesso
