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

/// Edits of one of these that follow each other are one: each is set by moving something, or by typing.
bool isGesture(const std::string& change)
{
    constexpr std::string_view kSteps[] = {"model", "task", "scheduler", "parameters", "options"};
    return std::find(std::begin(kSteps), std::end(kSteps), change) == std::end(kSteps);
}

} // namespace

Workspace::Workspace(const GenerationRequest& program, JobQueue& queue, WorkspaceListener& listener)
    : m_queue(queue), m_listener(listener), m_draft(program),
      m_edits(
          [this](const EditedState& wanted) -> Result<EditedState> {
              return std::visit([this](const auto& state) { return exchange(state); }, wanted);
          },
          [](const EditedState& state) { return bytesOf(state); })
{
}

void Workspace::takeDraft(RequestDraft draft)
{
    const bool parameters = !draft.hasParametersOf(m_draft);
    const bool prompts = draft.values().prompt != m_draft.values().prompt ||
                         draft.values().negativePrompt != m_draft.values().negativePrompt;
    m_draft = std::move(draft);
    if (prompts) {
        m_listener.draftPromptsChanged();
    }
    if (parameters) {
        m_listener.draftParametersChanged();
    }
}

void Workspace::noteEdit(RequestDraft before, const std::string& name, const std::optional<Picture>& init)
{
    if (!name.empty()) {
        m_edits.note(name, EditedDraft{std::move(before), init}, isGesture(name) ? name : std::string());
        m_listener.historyChanged();
    }
}

void Workspace::editDraft(const std::function<void(RequestDraft&)>& change)
{
    RequestDraft edited = m_draft;
    change(edited);
    noteEdit(m_draft, changeOf(m_draft, edited));
    takeDraft(std::move(edited));
}

void Workspace::restoreDraft(const GenerationRequest& values, const std::optional<std::set<std::string>>& touched,
                             const std::function<void(RequestDraft&)>& also)
{
    RequestDraft draft = m_draft;
    draft.restore(values, touched);
    if (const KnownModel* model = find(values.model)) {
        draft.noteModel(model->defaults);
    }
    if (also) {
        also(draft);
    }
    takeDraft(std::move(draft));
}

void Workspace::useSettings(const GenerationRequest& values)
{
    m_edits.endGesture();
    noteEdit(m_draft, "settings");
    m_edits.endGesture();
    restoreDraft(values, std::nullopt, [](RequestDraft& draft) { draft.randomSeed = false; });
}

void Workspace::setModels(std::vector<KnownModel> models)
{
    const std::string chosen = m_draft.values().model;
    const bool wasKnown = find(chosen) != nullptr;
    m_models = std::move(models);
    const auto usable =
        std::find_if(m_models.begin(), m_models.end(), [](const KnownModel& model) { return model.isUsable; });
    RequestDraft draft = m_draft;
    if (chosen.empty() && usable != m_models.end()) {
        draft.chooseModel(usable->defaults);
    } else if (const KnownModel* known = find(chosen); known != nullptr && !wasKnown) {
        draft.noteModel(known->defaults);
    }
    takeDraft(std::move(draft));
}

void Workspace::chooseModel(const std::string& model)
{
    if (const KnownModel* known = find(model)) {
        editDraft([known](RequestDraft& draft) { draft.chooseModel(known->defaults); });
    }
}

void Workspace::setInit(const PictureReference& reference, const Picture& picture,
                        const std::function<void(RequestDraft&)>& also)
{
    if (m_init != picture) {
        m_edits.endGesture();
        noteEdit(m_draft, "source", m_init);
        m_edits.endGesture();
    }
    takeInit(reference, picture, also);
}

void Workspace::restoreInit(const PictureReference& reference, const Picture& picture)
{
    takeInit(reference, picture, {});
}

void Workspace::takeInit(const PictureReference& reference, const Picture& picture,
                         const std::function<void(RequestDraft&)>& also)
{
    m_init = picture;
    RequestDraft draft = m_draft;
    draft.edit([&reference](GenerationRequest& request) { request.init = reference; });
    if (also) {
        also(draft);
    }
    takeDraft(std::move(draft));
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
    m_edits.endGesture();
    RequestDraft draft = m_draft;
    GenerationRequest request = draft.takeRequest(newSeed());
    takeDraft(std::move(draft));
    return request;
}

Result<> Workspace::edit(const std::string& name, const EditedState& state)
{
    Result<> outcome = m_edits.edit(name, state);
    m_listener.historyChanged();
    return outcome;
}

void Workspace::discard(CandidateId candidate)
{
    if (m_candidates.find(candidate) != nullptr) {
        static_cast<void>(edit("discard", EditedCandidate{candidate, {}}));
    }
}

int Workspace::takeOut(const std::vector<JobId>& jobs, const std::string& editName)
{
    const auto waits = [this](JobId id) {
        const QueuedJob* job = m_queue.find(id);
        return job != nullptr && job->isWaiting();
    };
    const auto count = static_cast<int>(std::count_if(jobs.begin(), jobs.end(), waits));
    if (count > 0) {
        static_cast<void>(edit(editName, EditedJobs{jobs, {}}));
    }
    return count;
}

bool Workspace::moveToFront(JobId job)
{
    std::vector<JobId> before = m_queue.moveToFront(job);
    if (before.empty()) {
        return false;
    }
    m_edits.note("front", EditedPlace{job, std::move(before)});
    m_listener.historyChanged();
    return true;
}

Result<> Workspace::undo()
{
    Result<> outcome = m_edits.undo();
    m_listener.historyChanged();
    return outcome;
}

Result<> Workspace::redo()
{
    Result<> outcome = m_edits.redo();
    m_listener.historyChanged();
    return outcome;
}

EditedState Workspace::exchange(const EditedDraft& wanted)
{
    EditedDraft before{m_draft, wanted.init ? std::optional(m_init) : std::nullopt};
    RequestDraft draft = wanted.draft;
    draft.takeWordsOf(m_draft);
    if (wanted.init) {
        m_init = *wanted.init;
    } else { // the picture is another edit's
        draft.edit([this](GenerationRequest& request) { request.init = m_draft.values().init; });
    }
    if (const KnownModel* model = find(draft.values().model)) { // more may be known of it than was then
        draft.noteModel(model->defaults);
    }
    takeDraft(std::move(draft));
    return before;
}

EditedState Workspace::exchange(const EditedCandidate& wanted)
{
    if (wanted.removed) {
        m_candidates.restore(*wanted.removed);
        return EditedCandidate{wanted.id, {}};
    }
    return EditedCandidate{wanted.id, m_candidates.remove(wanted.id)};
}

EditedState Workspace::exchange(const EditedJobs& wanted)
{
    EditedJobs before;
    before.putBack = m_queue.takeOut(wanted.takeOut);
    m_queue.putBack(wanted.putBack);
    for (const QueuedJob& job : wanted.putBack.jobs) {
        before.takeOut.push_back(job.id);
    }
    return before;
}

EditedState Workspace::exchange(const EditedPlace& wanted)
{
    EditedPlace before{wanted.job, order()};
    m_queue.moveBack(wanted.job, wanted.order);
    return before;
}

std::vector<JobId> Workspace::order() const
{
    std::vector<JobId> ids;
    for (const QueuedJob& job : m_queue.jobs()) {
        ids.push_back(job.id);
    }
    return ids;
}

} // namespace gesso
