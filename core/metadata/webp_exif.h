// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace gesso {

/// The EXIF block of a WebP, a view into it; empty when it has none. FileDamaged when its chunks are broken.
[[nodiscard]] Result<std::string_view> webpExif(std::string_view webp);

/// `webp` with `block` as its only EXIF; a simple file becomes an extended one (VP8X), as RFC 9649 demands.
[[nodiscard]] Result<std::string> webpWithExif(std::string_view webp, std::string_view block);

} // namespace gesso
