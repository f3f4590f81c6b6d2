// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/prompt/text_range.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// Brackets that hold different texts in different steps: "[from:to:when]", "[to:when]", "[from::when]" and "[a|b]".
///
/// Read as stable-diffusion-webui 1.10 does (modules/prompt_parser.py): a bracket is one only where the brackets within
/// it are whole and it has, outside of those, either one or two ":" with a number behind the last, or only "|".
struct PromptEdit {
    TextRange range;              ///< brackets included
    std::vector<TextRange> texts; ///< alternation: those that take turns; else two: before and after
    bool alternates = false;
    TextRange when; ///< of no alternation: the number, blanks around it included
};

/// The edits of a prompt in the order of their "[".
[[nodiscard]] std::vector<PromptEdit> findEdits(std::string_view text);

/// The steps that edits are decided for. Steps count from 1, as the sampler's progress does.
struct PromptSteps {
    int count = 1;     ///< at least 1
    int firstPass = 0; ///< steps of the pass before, where this is the second one of a picture made in two; else 0
};

/// What a prompt is in each step.
struct PromptSchedule {
    std::vector<std::string> texts;  ///< each different one once, in the order of their first step; at least one
    std::vector<std::size_t> ofStep; ///< the place of each step's text; PromptSteps::count of them

    friend bool operator==(const PromptSchedule&, const PromptSchedule&) = default;
};

/// Bytes of a prompt times the number of its different texts may be so many.
inline constexpr std::size_t kMostScheduledBytes = std::size_t{64} << 20;

/// Decides the edits of a prompt. `[from:to:when]` is `from` up to and with step S, and `to` behind it: S is `when`
/// times the number of steps, rounded down, where `when` has a dot, else `when` itself. So S steps have `from`; with
/// S < 1 none has. In a second pass a fraction counts from 1 (1.5 is its half) and steps go on from those of the first.
/// `[a|b|c]` is a in step 1, b in step 2, a again in step 4.
///
/// These are the step numbers that webui's own parser lists for a prompt. Its samplers then look them up with a step
/// that counts from 0, so that a picture made there changes one step later.
///
/// InvalidRequest where there are more different texts than kMostScheduledBytes allow.
[[nodiscard]] Result<PromptSchedule> scheduled(std::string_view text, PromptSteps steps);

} // namespace gesso
