// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gesso {

/// The largest EXIF block that a JPEG's segment holds: 65535 less its length and the prefix.
inline constexpr std::size_t kMaxJpegExifBytes = 65535 - 2 - 6;

/// The EXIF block of a JPEG, a view into it; empty when it has none. FileDamaged when its segments are broken before
/// the pixels begin.
[[nodiscard]] Result<std::string_view> jpegExif(std::string_view jpeg);

/// `jpeg` with `block` as its only EXIF, after the JFIF segment. FileDamaged as above, InvalidRequest when the block
/// has more than kMaxJpegExifBytes.
[[nodiscard]] Result<std::string> jpegWithExif(std::string_view jpeg, std::string_view block);

} // namespace gesso
