// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// One marker segment of a JPEG (ITU-T T.81, annex B): views into the file.
struct JpegSegment {
    unsigned char marker = 0;
    std::string_view whole;
    std::string_view payload; ///< without marker and length

    [[nodiscard]] bool isExif() const noexcept;
};

struct JpegSegments {
    std::vector<JpegSegment> headers;
    std::string_view scan; ///< from the start of the first scan to the end of the file
};

/// The segments between the start and the pixels. FileDamaged when they are broken.
[[nodiscard]] Result<JpegSegments> jpegSegments(std::string_view jpeg);

/// What a JPEG's markers say of its pixels, without decoding one.
struct JpegFrame {
    int width = 0, height = 0;
    bool progressive = false;
    bool arithmetic = false;
    std::uint64_t blocks = 0; ///< of 8x8 values, in all its components
    int scans = 0;
    std::uint64_t scanBytes = 0; ///< of entropy-coded data
    bool allComponents = false;  ///< each has a scan with its mean values
    bool ended = false;          ///< there is an end marker
};

/// Reads all markers of a JPEG. FileDamaged when they are broken before the pixels begin.
[[nodiscard]] Result<JpegFrame> readJpegFrame(std::string_view jpeg);

/// The ICC profile in the APP2 segments of a JPEG. Nothing where there is none; empty where it is not whole, or larger
/// than kMaxProfileBytes.
[[nodiscard]] std::optional<std::string> jpegProfile(std::string_view jpeg);

} // namespace gesso
