// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job_queue.h"
#include "core/studio/edit_history.h"
#include "core/studio/edited_state.h"
#include "core/studio/next_task.h"

#include <vector>

namespace gesso {

/// Hears what changes in a workspace. It may read and edit it.
class WorkspaceListener {
public:
    virtual ~WorkspaceListener() = default;
    virtual void draftPromptsChanged() = 0;
    virtual void draftParametersChanged() = 0; ///< of the draft: all but the prompts
    virtual void historyChanged() = 0;         ///< what can be undone and done again
};

/// A model that can be chosen, or that cannot be used.
struct KnownModel {
    GenerationRequest defaults; ///< what it is best run with; "model" names it
    bool isUsable = true;
};

/// What the user works on, and the one thing that edits it: the draft of the next request, the candidates, the order of
/// the jobs, and the history of all that. Widgets show it and ask for edits. Used by one thread.
///
/// Edits of the user can be undone: parameters, the picture to begin from, discarding pictures, taking jobs out and
/// moving them. Words are edited in text fields, which have a history of their own. The names of edits are "discard",
/// "cancel", "clear", "cancelAll", "front", "source", "settings", and for parameters those of changeOf().
class Workspace final {
public:
    /// `program` has the values that no model has defaults for. Queue and listener must outlive the workspace.
    Workspace(const GenerationRequest& program, JobQueue& queue, WorkspaceListener& listener);

    [[nodiscard]] const RequestDraft& draft() const { return m_draft; }
    /// Changes the draft as the user does, and says so if it is another one then.
    void editDraft(const std::function<void(RequestDraft&)>& change);
    /// Replaces all values (RequestDraft::restore); its model's defaults are taken if it is known, then `also` changes
    /// it. Not an edit: what it was before is not to be had back.
    void restoreDraft(const GenerationRequest& values,
                      const std::optional<std::set<std::string>>& touched = std::nullopt,
                      const std::function<void(RequestDraft&)>& also = {});
    /// The same as an edit: the settings of a picture are used once more, its seed included.
    void useSettings(const GenerationRequest& values);

    /// The models that there are. Without a chosen one the first that can be used is taken.
    void setModels(std::vector<KnownModel> models);
    /// Takes a model of those, as an edit; nothing happens for another one.
    void chooseModel(const std::string& model);

    /// The picture that tasks begin from, as the draft names it; null takes it out. It stays while the task has no use
    /// for it. `also` changes the draft in the same edit.
    void setInit(const PictureReference& reference, const Picture& picture,
                 const std::function<void(RequestDraft&)>& also = {});
    /// The same of a former session: no edit.
    void restoreInit(const PictureReference& reference, const Picture& picture);
    [[nodiscard]] const Picture& init() const { return m_init; }
    /// The pictures that the draft's task begins from.
    [[nodiscard]] GenerationInputs inputs() const;
    /// What the button does that makes pictures, or why it cannot.
    [[nodiscard]] NextTask nextTask() const;

    /// The request for the next job (RequestDraft::takeRequest), with a random seed where it is to be one.
    [[nodiscard]] GenerationRequest takeRequest();

    [[nodiscard]] const CandidateList& candidates() const { return m_candidates; }
    /// For who tells what becomes of jobs and files: these are no edits.
    [[nodiscard]] CandidateList& candidates() { return m_candidates; }
    void discard(CandidateId candidate);
    /// Takes those of these jobs out that wait; gives how many these are.
    int takeOut(const std::vector<JobId>& jobs, const std::string& editName);
    bool moveToFront(JobId job); ///< false where it is the next one already

    // Errors: of files that an edit reaches; the edit then stays as it was.
    Result<> undo();
    Result<> redo();
    [[nodiscard]] std::string undoName() const { return m_edits.undoName(); } ///< of the edit; empty: there is none
    [[nodiscard]] std::string redoName() const { return m_edits.redoName(); }

private:
    [[nodiscard]] const KnownModel* find(const std::string& model) const;
    void takeDraft(RequestDraft draft); ///< and says what is another one then
    void takeInit(const PictureReference& reference, const Picture& picture,
                  const std::function<void(RequestDraft&)>& also);
    void noteEdit(RequestDraft before, const std::string& name, const std::optional<Picture>& init = {});
    Result<> edit(const std::string& name, const EditedState& state);
    [[nodiscard]] EditedState exchange(const EditedDraft& wanted);
    [[nodiscard]] EditedState exchange(const EditedCandidate& wanted);
    [[nodiscard]] EditedState exchange(const EditedJobs& wanted);
    [[nodiscard]] EditedState exchange(const EditedPlace& wanted);
    [[nodiscard]] std::vector<JobId> order() const;

    JobQueue& m_queue;
    WorkspaceListener& m_listener;
    RequestDraft m_draft;
    Picture m_init;
    std::vector<KnownModel> m_models;
    CandidateList m_candidates;
    EditHistory<EditedState> m_edits;
};

} // namespace gesso
