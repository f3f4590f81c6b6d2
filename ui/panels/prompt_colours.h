// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTextEdit>

class QTextDocument;

namespace gesso::ui {

/// How the parts of a prompt look while it is typed: what weighs more leans to the accent, what weighs less fades;
/// brackets, weights and comments step back; keywords, wildcards and LoRA tags stand out. Plain text of weight 1 has no
/// entry. Nothing for texts of more than kMostColoured bytes, which nobody types.
inline constexpr qsizetype kMostColoured = 16 * 1024;
[[nodiscard]] QList<QTextEdit::ExtraSelection> promptColours(QTextDocument& document);

} // namespace gesso::ui
