// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/workspace.h"

#include <algorithm>
#include <random>
#include <utility>

namespace gesso {
namespace {

/// Of ten digits at most, which people can read out and type.
std::uint64_t newSeed()
{
    return std::random_device()();
}

} // namespace

Workspace::Workspace(const GenerationRequest& program, WorkspaceListener& listener)
    : m_draft(program), m_listener(listener)
{
}

void Workspace::editDraft(const std::function<void(RequestDraft&)>& change)
{
    RequestDraft edited = m_draft;
    change(edited);
    const bool parameters = !edited.hasParametersOf(m_draft);
    const bool prompts = edited.values().prompt != m_draft.values().prompt ||
                         edited.values().negativePrompt != m_draft.values().negativePrompt;
    m_draft = std::move(edited);
    if (prompts) {
        m_listener.draftPromptsChanged();
    }
    if (parameters) {
        m_listener.draftParametersChanged();
    }
}

void Workspace::restoreDraft(const GenerationRequest& values, const std::optional<std::set<std::string>>& touched)
{
    editDraft([&](RequestDraft& draft) {
        draft.restore(values, touched);
        if (const KnownModel* model = find(values.model)) {
            draft.noteModel(model->defaults);
        }
    });
}

void Workspace::setModels(std::vector<KnownModel> models)
{
    const std::string chosen = m_draft.values().model;
    const bool wasKnown = find(chosen) != nullptr;
    m_models = std::move(models);
    const auto usable =
        std::find_if(m_models.begin(), m_models.end(), [](const KnownModel& model) { return model.isUsable; });
    if (chosen.empty() && usable != m_models.end()) {
        chooseModel(usable->defaults.model);
    } else if (const KnownModel* known = find(chosen); known != nullptr && !wasKnown) {
        editDraft([known](RequestDraft& draft) { draft.noteModel(known->defaults); });
    }
}

void Workspace::chooseModel(const std::string& model)
{
    if (const KnownModel* known = find(model)) {
        editDraft([known](RequestDraft& draft) { draft.chooseModel(known->defaults); });
    }
}

void Workspace::setInit(const PictureReference& reference, Picture picture)
{
    m_init = std::move(picture);
    editDraft([&reference](RequestDraft& draft) {
        draft.edit([&reference](GenerationRequest& request) { request.init = reference; });
    });
}

GenerationInputs Workspace::inputs() const
{
    const Task task = m_draft.values().task;
    return {task == Task::ImageToImage || task == Task::Inpaint ? m_init : nullptr, nullptr};
}

NextTask Workspace::nextTask() const
{
    const KnownModel* model = find(m_draft.values().model);
    const ModelState state = model == nullptr  ? ModelState::Gone
                             : model->isUsable ? ModelState::Usable
                                               : ModelState::Broken;
    return gesso::nextTask(m_draft, state, inputs());
}

const KnownModel* Workspace::find(const std::string& model) const
{
    const auto found = std::find_if(m_models.begin(), m_models.end(),
                                    [&](const KnownModel& each) { return each.defaults.model == model; });
    return found != m_models.end() && !model.empty() ? &*found : nullptr;
}

GenerationRequest Workspace::takeRequest()
{
    GenerationRequest request;
    editDraft([&request](RequestDraft& draft) { request = draft.takeRequest(newSeed()); });
    return request;
}

} // namespace gesso
