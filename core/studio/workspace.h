// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/next_task.h"

#include <vector>

namespace gesso {

/// Hears what changes in a workspace. It may read and edit it.
class WorkspaceListener {
public:
    virtual ~WorkspaceListener() = default;
    virtual void draftPromptsChanged() = 0;
    virtual void draftParametersChanged() = 0; ///< of the draft: all but the prompts
};

/// A model that can be chosen, or that cannot be used.
struct KnownModel {
    GenerationRequest defaults; ///< what it is best run with; "model" names it
    bool isUsable = true;
};

/// What the user works on, and the one thing that edits it: widgets show it and ask for edits. Used by one thread.
class Workspace final {
public:
    /// `program` has the values that no model has defaults for. The listener must outlive the workspace.
    Workspace(const GenerationRequest& program, WorkspaceListener& listener);

    [[nodiscard]] const RequestDraft& draft() const { return m_draft; }
    /// Changes the draft, and says so if it is another one then.
    void editDraft(const std::function<void(RequestDraft&)>& change);
    /// Replaces all values (RequestDraft::restore); its model's defaults are taken if it is known.
    void restoreDraft(const GenerationRequest& values,
                      const std::optional<std::set<std::string>>& touched = std::nullopt);

    /// The models that there are. Without a chosen one the first that can be used is taken.
    void setModels(std::vector<KnownModel> models);
    /// Takes a model of those; nothing happens for another one.
    void chooseModel(const std::string& model);

    /// The picture that tasks begin from, as the draft names it; null takes it out. It stays while the task has no use
    /// for it.
    void setInit(const PictureReference& reference, Picture picture);
    [[nodiscard]] const Picture& init() const { return m_init; }
    /// The pictures that the draft's task begins from.
    [[nodiscard]] GenerationInputs inputs() const;
    /// What the button does that makes pictures, or why it cannot.
    [[nodiscard]] NextTask nextTask() const;

    /// The request for the next job (RequestDraft::takeRequest), with a random seed where it is to be one.
    [[nodiscard]] GenerationRequest takeRequest();

private:
    [[nodiscard]] const KnownModel* find(const std::string& model) const;

    RequestDraft m_draft;
    Picture m_init;
    std::vector<KnownModel> m_models;
    WorkspaceListener& m_listener;
};

} // namespace gesso
