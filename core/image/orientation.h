// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

namespace gesso {

/// The picture turned and mirrored as EXIF's orientation (tag 0x0112, EXIF 2.3 section 4.6.4) says it is to be shown. 1
/// and values that are none leave it as it is.
[[nodiscard]] Image oriented(Image picture, int orientation);

} // namespace gesso
