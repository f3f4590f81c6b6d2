// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/prompt/text_range.h"

#include <string>
#include <string_view>

namespace gesso {

/// What Ctrl+Up and Ctrl+Down in a prompt change a weight by.
inline constexpr double kPromptWeightStep = 0.05;

/// A prompt after a change, and what is to be selected in it.
struct PromptChange {
    std::string text;
    TextRange selection;

    friend bool operator==(const PromptChange&, const PromptChange&) = default;
};

/// Changes the weight of the selected bytes by `delta`: `cat` becomes `(cat:1.05)`, that `(cat:1.1)`, `(cat)` becomes
/// `(cat:1.15)`, and what comes to 1 loses its brackets. The brackets may be within the selection or just outside of
/// it; blanks at its ends are left out of it.
///
/// With nothing selected it is the text of the innermost bracket with a weight around the cursor, else a LoRA tag
/// around it, else the word at it; where there is none, nothing changes. Weights are rounded to hundredths and stay
/// within 0..10 (or where they were typed). The new selection is what the weight belongs to, without brackets, so that
/// the same can be done again. `selection` may be any; it is cut to the text.
[[nodiscard]] PromptChange adjustWeight(std::string_view text, TextRange selection, double delta);

} // namespace gesso
