// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace gesso::ui {

/// A duration for a small place: "4 s", "2 min", "1 h 5 min". Less than a second is "1 s"; from a minute on, the
/// nearest minute. Empty for what is negative or no number.
[[nodiscard]] QString shortDuration(double seconds);

/// The same in words: "4 seconds", "2 minutes", "1 hour 5 minutes".
[[nodiscard]] QString longDuration(double seconds);

/// "4 s left"; empty while it is not known.
[[nodiscard]] QString timeLeftText(std::optional<double> seconds);

} // namespace gesso::ui
