// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/queued_job.h"
#include "core/studio/candidate_list.h"
#include "core/studio/request_draft.h"

#include <optional>
#include <variant>
#include <vector>

namespace gesso {

/// Parameters of the draft; its words stay as they are.
struct EditedDraft {
    RequestDraft draft;
    std::optional<Picture> init; ///< where the edit changes the picture to begin from: that picture, or null for none
};

/// A picture: in the list, or out of it.
struct EditedCandidate {
    CandidateId id = 0;
    std::optional<CandidateList::Removed> removed; ///< what is to be put in again; nothing: it is to be taken out
};

/// Jobs: in the queue, or out of it.
struct EditedJobs {
    std::vector<JobId> takeOut;
    TakenJobs putBack;
};

/// The place of a job, by the order of them all.
struct EditedPlace {
    JobId job = 0;
    std::vector<JobId> order;
};

/// The state of what an edit changes.
using EditedState = std::variant<EditedDraft, EditedCandidate, EditedJobs, EditedPlace>;

/// What it takes in memory. Pictures that can be read from their files again are not counted.
[[nodiscard]] std::size_t bytesOf(const EditedState& state);

/// What an edit of the draft's parameters changed: the path of the parameter (request_leaves.h), "size" for width or
/// height, "seed", "options", or "parameters" for several. Empty where words or the style changed too, or nothing did.
[[nodiscard]] std::string changeOf(const RequestDraft& before, const RequestDraft& after);

} // namespace gesso
