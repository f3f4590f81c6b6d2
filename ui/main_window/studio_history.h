// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job_queue.h"
#include "core/studio/edit_history.h"
#include "ui/canvas/candidate_list.h"

#include <variant>

namespace gesso::ui {

/// What can be undone of what is done to jobs and pictures: discarding pictures, taking jobs out, moving them.
class StudioHistory final {
public:
    /// Both must outlive the history.
    StudioHistory(JobQueue& queue, CandidateList& candidates);

    void discard(quint64 candidate, const QString& name);
    /// Takes those of these jobs out that wait; gives how many these are.
    int takeOut(const std::vector<JobId>& jobs, const QString& name);
    /// False where it is the next one already.
    bool moveToFront(JobId job, const QString& name);

    Result<> undo() { return m_edits.undo(); }
    Result<> redo() { return m_edits.redo(); }

private:
    /// A picture: in the list, or out of it.
    struct ListedPicture {
        quint64 id = 0;
        std::optional<CandidateList::Removed> removed; ///< what is to be put in again; nothing: it is to be taken out
    };
    /// Jobs: in the queue, or out of it.
    struct QueuedJobs {
        std::vector<JobId> takeOut;
        TakenJobs putBack;
    };
    /// The place of a job, by the order of them all.
    struct JobPlace {
        JobId job = 0;
        std::vector<JobId> order;
    };
    using State = std::variant<ListedPicture, QueuedJobs, JobPlace>;

    [[nodiscard]] State exchange(const ListedPicture& wanted);
    [[nodiscard]] State exchange(const QueuedJobs& wanted);
    [[nodiscard]] State exchange(const JobPlace& wanted);
    [[nodiscard]] static std::size_t bytesOf(const State& state);
    [[nodiscard]] std::vector<JobId> order() const;

    JobQueue& m_queue;
    CandidateList& m_candidates;
    EditHistory<State> m_edits;
};

} // namespace gesso::ui
