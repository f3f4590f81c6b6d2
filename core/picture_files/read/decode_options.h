// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>

namespace gesso {

/// What is made of a picture's pixels.
enum class PixelLayout : std::uint8_t {
    Stored,     ///< grey, RGB or RGBA, as the file has it
    RgbOnWhite, ///< RGB; what is transparent shows white
    Mask,       ///< one channel: luma over black, or the transparency itself (readMask tells which)
};

/// How a picture is decoded, and who can stop it.
struct DecodeOptions {
    PixelLayout layout = PixelLayout::Stored;
    std::stop_token stop; ///< asked for between parts of the work; the answer is then the error Cancelled
    /// Of PixelLayout::Stored: a file of more than 8 bits a channel gives a picture of 16 (PixelFormat::U16), as files
    /// that Gesso writes do. Not so one that has to be turned, has tiles, or a colour profile other than sRGB's.
    bool deep = false;
};

/// Pictures of more pixels are not decoded unless the user asks for it: 256 Mi, as of 16384x16384.
inline constexpr std::uint64_t kMaxDecodedPixels = std::uint64_t{16384} * 16384;

/// kMaxDecodedPixels, or what the user has set in the environment: GESSO_MAX_MEGAPIXELS, in millions of pixels.
[[nodiscard]] std::uint64_t maxDecodedPixels();

} // namespace gesso
