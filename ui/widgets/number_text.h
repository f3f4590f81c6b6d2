// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace gesso::ui {

/// A number as the user may write it: figures of any script and locale, "," or "." as the point, a unit or thin spaces
/// after or between figures ("2 847 190 553", "64 px", "0,65", "80 %"). Where the number has no decimals "1,024" and
/// "1.024" are 1024. Nothing for text that is no finite number:
/// "nan", "inf", "1e999", "".
[[nodiscard]] std::optional<double> numberFromText(const QString& text, const QString& suffix, int decimals);

/// The number with that many figures after the point, thousands apart by a thin space.
[[nodiscard]] QString textFromNumber(double value, int decimals);

} // namespace gesso::ui
