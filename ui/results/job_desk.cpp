// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/job_desk.h"

#include "core/add_ons/prompt_add_ons.h"
#include "core/generation/validate.h"
#include "core/metadata/known_hashes.h"
#include "ui/results/error_notice.h"

namespace gesso::ui {

JobDesk::JobDesk(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts), m_queue(parts.queue.queue())
{
    connectQueue();
}

void JobDesk::connectQueue()
{
    const QueueSignals* queue = &m_parts.queue;
    connect(queue, &QueueSignals::submitted, this, &JobDesk::place);
    connect(queue, &QueueSignals::started, this, [this](JobId job) { list().start(job); });
    connect(queue, &QueueSignals::changed, this, &JobDesk::noteProgress);
    connect(queue, &QueueSignals::previewed, &m_parts.candidates, &CandidateModel::setPreview);
    connect(queue, &QueueSignals::pictureReady, this, &JobDesk::takePicture);
    connect(queue, &QueueSignals::finished, this, &JobDesk::noteFinished);
    connect(queue, &QueueSignals::failed, this, [this](JobId job, const Error& error) { list().fail(job, error); });
    connect(queue, &QueueSignals::cancelled, this, [this](JobId job) { list().cancel(job); });
    connect(queue, &QueueSignals::heldBack, this, [this](JobId job, const Error& error) {
        list().cancel(job);
        tellHeldBack(error);
    });
}

void JobDesk::generate(const GenerationRequest& request, const ExecutionOptions& options, JobQueue::Place place,
                       const GenerationInputs& inputs)
{
    // What the prompt names is looked up now, so that the job stays the same whatever becomes of the folders' lists.
    const Result<GenerationRequest> whole = withPromptAddOns(request);
    const Result<> valid = whole.and_then([&](const GenerationRequest& all) { return validate(all, inputs); });
    if (!valid) {
        Notice notice = errorNotice(valid.error());
        notice.topic = Notice::Topic::Request;
        m_parts.messages.tell(notice);
        return;
    }
    m_parts.messages.overtake(Notice::Topic::Request);
    beginHashing(*whole);
    m_queue.add(*whole, options, place, inputs);
}

void JobDesk::place(JobId job)
{
    if (const QueuedJob* queued = m_queue.find(job)) {
        list().addJob(job, queued->request);
        const ModelName known = m_models.value(QString::fromStdString(queued->request.model));
        list().setModel(job, known.name, known.hash);
    }
}

void JobDesk::takePicture(JobId job, const FinishedPicture& picture)
{
    const Candidate* candidate = list().find(job, picture.index);
    if (candidate == nullptr || candidate->isFinished()) { // a job that runs again makes it again
        return;
    }
    const CandidateId id = candidate->id;
    if (!picture.modelHash.isEmpty()) { // it may be the job's last word
        list().setModel(job, picture.modelName.toStdString(), picture.modelHash.toStdString());
    }
    m_parts.candidates.finish(job, picture.index, picture.seed, picture.shown, m_parts.store.add(picture.picture));
    Q_EMIT pictureFinished(id);
}

void JobDesk::noteProgress(JobId job)
{
    const QueuedJob* queued = m_queue.find(job);
    if (queued == nullptr || queued->state != QueuedJob::State::Running) {
        return;
    }
    if (queued->device.empty()) {
        list().wait(job); // the engine is being started, for the first time or again
        return;
    }
    const JobProgress& progress = queued->progress;
    if (progress.stage == "denoise" && progress.of > 0) {
        constexpr double kDenoising = 0.95; // of a picture; the rest is its decoding
        list().setFraction(job, progress.image, kDenoising * progress.step / progress.of);
    }
}

void JobDesk::noteFinished(JobId job, const JobSummary& summary)
{
    const ModelName now{summary.modelName.toStdString(), summary.modelHash.toStdString()};
    m_models[QString::fromStdString(m_queue.find(job)->request.model)] = now;
    std::vector<CandidateId> news = list().ofJob(job);
    std::erase_if(news, [&](CandidateId id) { // each picture says by what it was made, if that was known
        const Candidate* candidate = list().find(id);
        return ModelName{candidate->modelName, candidate->request.modelHash} == now;
    });
    list().setModel(job, now.name, now.hash);
    for (const CandidateId candidate : news) {
        Q_EMIT pictureFinished(candidate); // once more: what was written of it says another model, or none
    }
}

void JobDesk::tellNotice(JobId job, const QString& text)
{
    if (m_noticesTold.contains(text)) {
        return; // each job says it again
    }
    m_noticesTold.insert(text);
    m_noticesOfJob = job == m_noticedJob ? m_noticesOfJob + u'\n' + text : text;
    m_noticedJob = job;
    Notice notice;
    notice.title = tr("Please note");
    notice.text = m_noticesOfJob;
    m_parts.messages.tell(notice);
}

void JobDesk::tellHeldBack(const Error& error)
{
    Notice notice = errorNotice(error);
    notice.text += u'\n' + tr("The queue is paused. Nothing in it is lost.");
    notice.actionText = tr("Restart");
    notice.topic = Notice::Topic::Engine;
    m_parts.messages.tell(notice, [this] { Q_EMIT restartWanted(); });
}

void JobDesk::retry(JobId failedJob)
{
    if (!m_queue.canRetry(failedJob)) {
        return;
    }
    for (const CandidateId candidate : list().ofJob(failedJob)) {
        if (list().find(candidate)->state == Candidate::State::Failed) {
            list().remove(candidate);
        }
    }
    m_queue.retry(failedJob);
}

std::vector<JobId> JobDesk::jobs() const
{
    std::vector<JobId> jobs;
    for (const QueuedJob& job : m_queue.jobs()) {
        jobs.push_back(job.id);
    }
    return jobs;
}

void JobDesk::cancelRunning()
{
    if (!m_queue.empty()) {
        m_queue.cancel(m_queue.jobs().front().id);
    }
}

void JobDesk::cancel(JobId id)
{
    if (m_parts.workspace->takeOut({id}, "cancel") > 0) {
        m_parts.messages.offerUndo(tr("Cancelled. Ctrl+Z brings it back."));
    } else {
        m_queue.cancel(id);
    }
}

void JobDesk::clearWaiting()
{
    const int taken = m_parts.workspace->takeOut(jobs(), "clear");
    m_parts.messages.offerUndo(tr("%n waiting job(s) cleared. Ctrl+Z brings them back.", nullptr, taken));
}

void JobDesk::cancelAll()
{
    m_parts.workspace->takeOut(jobs(), "cancelAll");
    for (const JobId job : jobs()) {
        m_queue.cancel(job);
    }
}

void JobDesk::moveToFront(JobId id)
{
    if (m_parts.workspace->moveToFront(id)) {
        m_parts.messages.offerUndo(tr("Moved to the front. Ctrl+Z puts it back."));
    }
}

} // namespace gesso::ui
