// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/prompt_options.h"

#include <cstdint>

namespace gesso {

/// How brackets of a prompt weight what they hold.
///
/// `A1111` (stable-diffusion-webui 1.10, modules/prompt_parser.py): (x) multiplies by 1.1, [x] divides by 1.1, (x:1.3)
/// multiplies by 1.3, and what nests multiplies. A bracket that nothing closes holds all that follows.
/// `Comfy` (ComfyUI 0.3, comfy/sd1_clip.py): (x) multiplies by 1.1, (x:1.3) sets the weight to 1.3 whatever is around
/// it, and what stands inside begins from there. Square brackets are text, and so is a bracket that nothing closes:
/// there is neither prompt editing nor alternation.
/// In both, a backslash makes the next character text and is itself left out.
enum class PromptGrammar : std::uint8_t { A1111, Comfy };

/// The grammar that goes with an emphasis.
[[nodiscard]] constexpr PromptGrammar grammarOf(Emphasis emphasis) noexcept
{
    return emphasis == Emphasis::Comfy ? PromptGrammar::Comfy : PromptGrammar::A1111;
}

} // namespace gesso
