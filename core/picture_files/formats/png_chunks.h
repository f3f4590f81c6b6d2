// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gesso {

inline constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1A\n", 8};

/// One chunk of a PNG: views into the file's bytes.
struct PngChunk {
    std::string_view type;  ///< four letters: "IHDR", "tEXt"
    std::string_view data;  ///< without length, type and CRC
    std::string_view whole; ///< with them
    bool crcMatches = false;
};

/// Walks over the chunks of a PNG, from IHDR to IEND; `png` must outlive it.
class PngChunkReader final {
public:
    explicit PngChunkReader(std::string_view png) noexcept : m_png(png) {}

    /// The next chunk; nothing after IEND. FileDamaged at whatever is not a chunk: a wrong signature or first chunk, a
    /// length beyond the file's end, a type that is not four letters, a missing IEND.
    [[nodiscard]] Result<std::optional<PngChunk>> next();

private:
    std::string_view m_png;
    std::size_t m_offset = 0;
    bool m_ended = false;
};

/// Appends a chunk with its length and CRC.
void appendPngChunk(std::string& png, std::string_view type, std::string_view data);

/// The ICC profile in a PNG's iCCP chunk. Nothing where there is none; empty where it is not whole, or larger than
/// kMaxProfileBytes.
[[nodiscard]] std::optional<std::string> pngProfile(std::string_view png);

} // namespace gesso
