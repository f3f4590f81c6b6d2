// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/workspace.h"

#include <QObject>

namespace gesso::ui {

/// The workspace on the window's thread: it says as signals what changes in it. Widgets edit it by `->`.
class WorkspaceSignals final : public QObject, private WorkspaceListener {
    Q_OBJECT

public:
    /// `program` has the values that no model has defaults for. The queue must outlive this.
    WorkspaceSignals(const GenerationRequest& program, JobQueue& queue, QObject* parent = nullptr)
        : QObject(parent), m_workspace(program, queue, *this)
    {
    }

    [[nodiscard]] Workspace* operator->() { return &m_workspace; }
    [[nodiscard]] const Workspace* operator->() const { return &m_workspace; }
    [[nodiscard]] const RequestDraft& draft() const { return m_workspace.draft(); }
    /// All values of the draft as they are now.
    [[nodiscard]] const GenerationRequest& values() const { return m_workspace.draft().values(); }
    /// Changes values of the draft as the user does (RequestDraft::edit).
    void edit(const std::function<void(GenerationRequest&)>& change)
    {
        m_workspace.editDraft([&change](RequestDraft& draft) { draft.edit(change); });
    }

Q_SIGNALS:
    void promptsChanged();    ///< the draft's prompts are others now
    void parametersChanged(); ///< all else of the draft
    void editsChanged();      ///< what can be undone and done again

private:
    void draftPromptsChanged() override { Q_EMIT promptsChanged(); }
    void draftParametersChanged() override { Q_EMIT parametersChanged(); }
    void historyChanged() override { Q_EMIT editsChanged(); }

    Workspace m_workspace;
};

} // namespace gesso::ui
