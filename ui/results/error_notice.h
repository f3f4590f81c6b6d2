// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"
#include "ui/widgets/notice_card.h"

namespace gesso::ui {

/// What the one button of a failed job's card does.
enum class ErrorHelp : std::uint8_t {
    Retry,    ///< the same again: the cause may be gone
    Settings, ///< take its settings up, to change them: the same again would fail again
};

[[nodiscard]] ErrorHelp helpFor(ErrorCode code);

/// What is told of an error that stands in no picture's place.
[[nodiscard]] Notice errorNotice(const Error& error);

/// The card where a failed picture would have been: what happened, why, one button, and for a report how to repeat it.
[[nodiscard]] Notice errorNotice(const Candidate& candidate);

/// The notice for a file that could not be written for dragging out.
[[nodiscard]] Notice dragNotice(const Error& error);

} // namespace gesso::ui
