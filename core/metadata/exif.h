// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace gesso {

/// The texts that we keep in EXIF (CIPA DC-008): in JPEG and WebP as a block, in TIFF within the file's own directory.
struct ExifText {
    std::string userComment; ///< UTF-8; the A1111 text
    std::string gessoJson;   ///< UTF-8; our JSON, in the MakerNote after "Gesso" and a zero byte
    std::string software;    ///< ASCII is what other tools expect
    // Read alone, from other tools' files:
    std::string description{}; ///< ImageDescription
    std::string make{};        ///< ComfyUI: "workflow:{...}"
    std::string model{};       ///< ComfyUI: "prompt:{...}"
    std::string note{};        ///< the MakerNote, where it is short text: Fooocus' scheme

    friend bool operator==(const ExifText&, const ExifText&) = default;
};

/// A block of EXIF, without the "Exif\0\0" that JPEG puts before it. Big-endian, and so is the UserComment ("UNICODE",
/// UTF-16): what A1111 writes and reads. Empty texts are left out.
[[nodiscard]] std::string exifBlock(const ExifText& text);

/// Reads a block, with or without "Exif\0\0" before it, or the directory of a whole TIFF file. The comment may also
/// stand in the first directory, in any encoding that programs write. Bounded and safe for files of strangers;
/// FileDamaged when a directory lies outside. A text that is not there, or whose value lies outside, is empty.
[[nodiscard]] Result<ExifText> readExif(std::string_view block);

/// `tiff` with these texts in its first directory, written again at the end of the file. FileDamaged when it is not a
/// classic TIFF.
[[nodiscard]] Result<std::string> tiffWithExif(std::string_view tiff, const ExifText& text);

} // namespace gesso
