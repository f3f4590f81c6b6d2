// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/studio_history.h"

#include <algorithm>

namespace gesso::ui {
namespace {

std::size_t bytesOfRequest(const GenerationRequest& request)
{
    return sizeof(request) + request.prompt.size() + request.negativePrompt.size() + request.typed.prompt.size() +
           request.typed.negativePrompt.size();
}

std::size_t bytesOfInputs(const GenerationInputs& inputs)
{
    std::size_t bytes = 0;
    for (const auto& image : {inputs.init, inputs.mask}) {
        bytes += image != nullptr ? image->byteCount() : 0;
    }
    return bytes;
}

} // namespace

StudioHistory::StudioHistory(JobQueue& queue, CandidateList& candidates)
    : m_queue(queue), m_candidates(candidates),
      m_edits(
          [this](const State& wanted) -> Result<State> {
              return std::visit([this](const auto& state) { return exchange(state); }, wanted);
          },
          bytesOf)
{
}

void StudioHistory::discard(quint64 candidate, const QString& name)
{
    static_cast<void>(m_edits.edit(name.toStdString(), ListedPicture{candidate, {}}));
}

int StudioHistory::takeOut(const std::vector<JobId>& jobs, const QString& name)
{
    const auto waits = [this](JobId id) {
        const QueuedJob* job = m_queue.find(id);
        return job != nullptr && job->isWaiting();
    };
    const auto count = static_cast<int>(std::count_if(jobs.begin(), jobs.end(), waits));
    if (count > 0) {
        static_cast<void>(m_edits.edit(name.toStdString(), QueuedJobs{jobs, {}}));
    }
    return count;
}

bool StudioHistory::moveToFront(JobId job, const QString& name)
{
    std::vector<JobId> before = m_queue.moveToFront(job);
    if (before.empty()) {
        return false;
    }
    m_edits.note(name.toStdString(), JobPlace{job, std::move(before)});
    return true;
}

StudioHistory::State StudioHistory::exchange(const ListedPicture& wanted)
{
    if (wanted.removed) {
        m_candidates.restore(*wanted.removed);
        return ListedPicture{wanted.id, {}};
    }
    return ListedPicture{wanted.id, m_candidates.remove(wanted.id)};
}

StudioHistory::State StudioHistory::exchange(const QueuedJobs& wanted)
{
    QueuedJobs before;
    before.putBack = m_queue.takeOut(wanted.takeOut);
    m_queue.putBack(wanted.putBack);
    for (const QueuedJob& job : wanted.putBack.jobs) {
        before.takeOut.push_back(job.id);
    }
    return before;
}

StudioHistory::State StudioHistory::exchange(const JobPlace& wanted)
{
    JobPlace before{wanted.job, order()};
    m_queue.moveBack(wanted.job, wanted.order);
    return before;
}

std::vector<JobId> StudioHistory::order() const
{
    std::vector<JobId> ids;
    for (const QueuedJob& job : m_queue.jobs()) {
        ids.push_back(job.id);
    }
    return ids;
}

std::size_t StudioHistory::bytesOf(const State& state)
{
    std::size_t bytes = sizeof(state);
    if (const auto* picture = std::get_if<ListedPicture>(&state); picture != nullptr && picture->removed) {
        const Candidate& candidate = picture->removed->candidate;
        bytes += bytesOfRequest(candidate.request) + static_cast<std::size_t>(candidate.picture.sizeInBytes());
    } else if (const auto* jobs = std::get_if<QueuedJobs>(&state)) {
        bytes += (jobs->takeOut.size() + jobs->putBack.order.size()) * sizeof(JobId);
        for (const QueuedJob& job : jobs->putBack.jobs) {
            bytes += bytesOfRequest(job.request) + bytesOfInputs(job.inputs);
        }
    } else if (const auto* place = std::get_if<JobPlace>(&state)) {
        bytes += place->order.size() * sizeof(JobId);
    }
    return bytes;
}

} // namespace gesso::ui
