// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace gesso {

/// ICC profiles that say "these values are sRGB", of version 2, which all programs read, and 2 to 3 KB. The same bytes
/// each time. Empty where there was no memory for them.
[[nodiscard]] const std::string& srgbProfile();

/// sRGB's curve for pictures of one channel.
[[nodiscard]] const std::string& srgbGreyProfile();

} // namespace gesso
