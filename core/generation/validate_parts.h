// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gesso {

// The checks that validate() is made of. Each gives InvalidRequest with the value and its bounds.

/// The shortest text of a number as people write it: "0.3".
[[nodiscard]] std::string shownNumber(double value);

[[nodiscard]] Result<> checkWhole(std::string_view what, int value, int low, int high);
/// Finite, and from low to high.
[[nodiscard]] Result<> checkReal(std::string_view what, double value, double low, double high);
/// At most `maxBytes` of UTF-8 without a zero byte.
[[nodiscard]] Result<> checkText(std::string_view what, std::string_view text, std::size_t maxBytes);

[[nodiscard]] Result<> checkParts(const ModelOptions& options);
[[nodiscard]] Result<> checkParts(const TypedPrompts& typed);
[[nodiscard]] Result<> checkParts(const SamplerOptions& options);
[[nodiscard]] Result<> checkParts(std::string_view what, const PictureReference& reference);
[[nodiscard]] Result<> checkParts(const InpaintOptions& options);
[[nodiscard]] Result<> checkParts(const PanoramaOptions& options);

} // namespace gesso
