// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_queue.h"

#include "core/generation/batch.h"

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr double kMillisecond = 1e-3;

bool isWaiting(const QueuedJob& job)
{
    return job.state == QueuedJob::State::Waiting;
}

/// Whether the failure is of the engine's program, which no other job would fare better with.
bool isWithoutEngine(ErrorCode code)
{
    return code == ErrorCode::EngineNotFound || code == ErrorCode::VersionMismatch;
}

} // namespace

JobQueue::JobQueue(GenerationService& service, ServiceEvents& events, QObject* parent)
    : QObject(parent), m_service(service)
{
    m_clock.start();
    listenTo(events);
}

void JobQueue::listenTo(ServiceEvents& events)
{
    connect(&events, &ServiceEvents::readyHeard, this, &JobQueue::noteDevices);
    connect(&events, &ServiceEvents::lostHeard, this, &JobQueue::noteLost);
    connect(&events, &ServiceEvents::startedHeard, this, &JobQueue::noteStarted);
    connect(&events, &ServiceEvents::progressHeard, this, &JobQueue::noteProgress);
    connect(&events, &ServiceEvents::previewHeard, this, &JobQueue::notePreview);
    connect(&events, &ServiceEvents::pictureHeard, this, &JobQueue::notePicture);
    connect(&events, &ServiceEvents::failedHeard, this, &JobQueue::noteFailed);
    connect(&events, &ServiceEvents::finishedHeard, this, [this](JobId job, const JobSummary& summary) {
        if (find(job) != nullptr) {
            Q_EMIT finished(job, summary);
            take(job);
        }
    });
    connect(&events, &ServiceEvents::cancelledHeard, this, [this](JobId job) {
        if (find(job) != nullptr) {
            Q_EMIT cancelled(job);
            take(job);
        }
    });
}

JobId JobQueue::add(const GenerationRequest& request, const ExecutionOptions& options, Place place,
                    const GenerationInputs& inputs)
{
    QueuedJob job;
    job.id = ++m_lastId;
    job.request = request;
    job.options = options;
    job.inputs = inputs;
    const auto firstWaiting = std::find_if(m_jobs.begin(), m_jobs.end(), isWaiting);
    job.secondsLeft = m_timeLeft.whole(request);
    m_jobs.insert(place == Place::Front ? firstWaiting : m_jobs.end(), job);
    Q_EMIT added(job.id);
    submitNext();
    return job.id;
}

void JobQueue::cancel(JobId id)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || job->state == QueuedJob::State::Cancelling) {
        return;
    }
    if (isWaiting(*job)) {
        Q_EMIT cancelled(id);
        take(id);
        return;
    }
    job->state = QueuedJob::State::Cancelling;
    m_service.cancel(id);
    Q_EMIT changed(id);
}

std::vector<QueuedJob> JobQueue::takeWaiting()
{
    std::vector<QueuedJob> taken;
    std::copy_if(m_jobs.begin(), m_jobs.end(), std::back_inserter(taken), isWaiting);
    std::erase_if(m_jobs, isWaiting);
    for (const QueuedJob& job : taken) {
        Q_EMIT removed(job.id);
    }
    return taken;
}

std::vector<QueuedJob> JobQueue::clearWaiting()
{
    return takeWaiting();
}

std::vector<QueuedJob> JobQueue::cancelAll()
{
    std::vector<QueuedJob> taken = takeWaiting();
    const std::deque<QueuedJob> running = m_jobs;
    for (const QueuedJob& job : running) {
        cancel(job.id);
    }
    return taken;
}

void JobQueue::putBack(const std::vector<QueuedJob>& jobs)
{
    for (const QueuedJob& job : jobs) {
        if (find(job.id) == nullptr) {
            m_jobs.push_back(job);
            Q_EMIT added(job.id);
        }
    }
    submitNext();
}

void JobQueue::moveToFront(JobId id)
{
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const QueuedJob& each) { return each.id == id; });
    const auto firstWaiting = std::find_if(m_jobs.begin(), m_jobs.end(), isWaiting);
    if (job != m_jobs.end() && isWaiting(*job) && job != firstWaiting) {
        std::rotate(firstWaiting, job, job + 1);
        Q_EMIT orderChanged();
    }
}

void JobQueue::setPaused(bool paused)
{
    if (m_paused == paused) {
        return;
    }
    m_paused = paused;
    Q_EMIT pausedChanged(paused);
    submitNext();
}

const QueuedJob* JobQueue::find(JobId id) const
{
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const QueuedJob& each) { return each.id == id; });
    return job != m_jobs.end() ? &*job : nullptr;
}

QueuedJob* JobQueue::mutableJob(JobId id)
{
    return const_cast<QueuedJob*>(std::as_const(*this).find(id));
}

std::optional<double> JobQueue::secondsLeft() const
{
    double sum = 0.;
    for (const QueuedJob& job : m_jobs) {
        if (!job.secondsLeft) {
            return std::nullopt;
        }
        sum += *job.secondsLeft;
    }
    return sum / m_parallel;
}

int JobQueue::running() const
{
    return static_cast<int>(m_jobs.size()) - static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(), isWaiting));
}

void JobQueue::submitNext()
{
    while (!m_paused && running() < m_parallel) {
        const auto next = std::find_if(m_jobs.begin(), m_jobs.end(), isWaiting);
        if (next == m_jobs.end()) {
            return;
        }
        next->state = QueuedJob::State::Running;
        next->secondsLeft.reset();
        const QueuedJob job = *next;
        Q_EMIT submitted(job.id);
        Q_EMIT changed(job.id);
        m_service.submit(job.id, job.request, job.options, job.inputs);
    }
}

void JobQueue::noteDevices(const std::vector<DeviceInfo>& devices)
{
    // A processor's cores work on one picture together; every graphics card that can be used gets a
    // job of its own.
    const auto cards = std::count_if(devices.begin(), devices.end(), [](const DeviceInfo& device) {
        return device.id.starts_with("cuda") && device.note.empty();
    });
    m_parallel = std::max(1, static_cast<int>(cards));
    submitNext();
}

void JobQueue::noteLost(const Error&, bool restarting)
{
    if (!restarting) {
        return;
    }
    for (QueuedJob& job : m_jobs) {
        if (job.state == QueuedJob::State::Running && !job.device.isEmpty()) {
            job.note = tr("The engine stopped and was started again; this job was taken up anew.");
            job.progress = {};
            job.fraction = 0.;
            job.secondsLeft.reset();
            job.device.clear();
            Q_EMIT changed(job.id);
        }
    }
}

void JobQueue::noteStarted(JobId id, const QString& device)
{
    if (QueuedJob* job = mutableJob(id)) {
        job->device = device;
        m_timeLeft.started(id, job->request, static_cast<double>(m_clock.elapsed()) * kMillisecond);
        Q_EMIT started(id);
        Q_EMIT changed(id);
    }
}

void JobQueue::updateTimeLeft(QueuedJob& job)
{
    job.secondsLeft = m_timeLeft.running(job.id, static_cast<double>(m_clock.elapsed()) * kMillisecond);
    job.fraction = std::clamp(m_timeLeft.fraction(job.id), job.fraction, 1.);
    Q_EMIT changed(job.id);
}

void JobQueue::noteProgress(JobId id, const JobProgress& progress)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || progress.image < 0 || progress.image >= job->request.count || progress.step < 0 ||
        (progress.of > 0 && progress.of < progress.step)) {
        return; // late, or senseless
    }
    job->progress = progress;
    m_timeLeft.progressed(id, progress, static_cast<double>(m_clock.elapsed()) * kMillisecond);
    updateTimeLeft(*job);
}

void JobQueue::notePreview(JobId id, int index, const QImage& preview)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || preview.isNull() || index < 0 || index >= job->request.count) {
        return;
    }
    job->preview = preview;
    Q_EMIT previewed(id, index, preview);
    Q_EMIT changed(id);
}

void JobQueue::notePicture(JobId id, const FinishedPicture& picture)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || picture.picture.isNull() || picture.index < 0 || picture.index >= job->request.count) {
        return;
    }
    job->preview = picture.picture;
    job->made.insert(picture.index);
    m_timeLeft.pictureReady(id, picture.index, static_cast<double>(m_clock.elapsed()) * kMillisecond);
    Q_EMIT pictureReady(id, picture);
    updateTimeLeft(*job);
}

void JobQueue::noteFailed(JobId id, const Error& error)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr) {
        return;
    }
    if (job->state == QueuedJob::State::Cancelling) { // nobody waits for it any more
        Q_EMIT cancelled(id);
        take(id);
        return;
    }
    if (isWithoutEngine(error.code)) {
        holdBack(*job, error);
        return;
    }
    Q_EMIT failed(id, error);
    take(id);
}

std::vector<QueuedJob> JobQueue::remaindersOf(const QueuedJob& job, const QString& note)
{
    std::vector<QueuedJob> rest;
    for (const GenerationRequest& request : remainderOf(job.request, job.made)) {
        QueuedJob again;
        again.id = job.made.empty() ? job.id : ++m_lastId; // finished pictures keep the number for themselves
        again.request = request;
        again.options = job.options;
        again.inputs = job.inputs;
        again.note = note;
        again.secondsLeft = m_timeLeft.whole(request);
        rest.push_back(std::move(again));
    }
    return rest;
}

void JobQueue::holdBack(const QueuedJob& job, const Error& error)
{
    const JobId id = job.id;
    m_timeLeft.ended(id);
    const std::vector<QueuedJob> rest = remaindersOf(job, QString::fromStdString(error.message));
    setPaused(true);
    Q_EMIT heldBack(id, error);
    const auto place =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const QueuedJob& each) { return each.id == id; });
    const bool same = rest.size() == 1 && rest.front().id == id;
    m_jobs.insert(m_jobs.erase(place), rest.begin(), rest.end());
    if (same) {
        Q_EMIT changed(id);
        return;
    }
    Q_EMIT removed(id);
    for (const QueuedJob& each : rest) {
        Q_EMIT added(each.id);
    }
}

void JobQueue::take(JobId id)
{
    m_timeLeft.ended(id);
    std::erase_if(m_jobs, [&](const QueuedJob& job) { return job.id == id; });
    m_ended = m_jobs.empty() ? 0 : m_ended + 1;
    Q_EMIT removed(id);
    estimateWaiting();
    submitNext();
}

void JobQueue::estimateWaiting()
{
    for (QueuedJob& job : m_jobs) {
        if (!isWaiting(job)) {
            continue;
        }
        const std::optional<double> seconds = m_timeLeft.whole(job.request);
        if (seconds != job.secondsLeft) {
            job.secondsLeft = seconds;
            Q_EMIT changed(job.id);
        }
    }
}

} // namespace gesso::ui
