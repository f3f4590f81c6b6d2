// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

class QTextDocument;

namespace gesso {
class AddOnList;
}

namespace gesso::ui {

/// Longer prompts, which nobody types, have no colours.
inline constexpr qsizetype kMostColouredBytes = 16'384;

/// Shows by colour what the parts of a prompt are: what weighs more leans to the accent, what weighs less fades;
/// brackets, weights and comments step back; keywords, wildcards and LoRA tags stand out. The document's text and what
/// can be undone stay as they are. False where it is longer than kMostColouredBytes: then nothing is changed.
bool colourPrompt(QTextDocument& document, const AddOnList* loras = nullptr);

/// Takes the colours away.
void uncolourPrompt(QTextDocument& document);

} // namespace gesso::ui
