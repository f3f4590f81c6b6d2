// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"

#include <QSize>
#include <QString>

namespace gesso::ui {

/// What a picture is called: its file's name, else the beginning of its prompt; may be empty.
[[nodiscard]] QString shortName(const Candidate& candidate);

/// In pixels, of the finished picture: a preview is smaller.
[[nodiscard]] inline QSize sizeOf(const Candidate& candidate)
{
    return {candidate.request.width, candidate.request.height};
}

[[nodiscard]] QString pathOf(const Candidate& candidate); ///< of the file it was last saved as, or empty

/// What a screen reader says of the candidate that stands in this place, from 1 on.
[[nodiscard]] QString spokenText(const Candidate& candidate, int place);

/// The beginning of its prompt, its seed and its state, as rich text.
[[nodiscard]] QString toolTipOf(const Candidate& candidate);

} // namespace gesso::ui
