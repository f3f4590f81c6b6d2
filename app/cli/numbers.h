// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/inputs.h"

#include <cstdint>
#include <string_view>

namespace gesso::cli {

// Numbers as users type them, strictly: digits without sign, blanks or exponent tricks. Errors: InvalidRequest, which
// names the option, what was typed and what may be typed.

[[nodiscard]] Result<int> wholeNumber(std::string_view option, std::string_view text, int min, int max);

/// 0 to 2^64-1.
[[nodiscard]] Result<std::uint64_t> seedNumber(std::string_view option, std::string_view text);

[[nodiscard]] Result<double> realNumber(std::string_view option, std::string_view text, double min, double max);

/// "512x768": multiples of 8 within RequestLimits.
[[nodiscard]] Result<PictureSize> pictureSize(std::string_view option, std::string_view text);

} // namespace gesso::cli
