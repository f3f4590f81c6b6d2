// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_queue.h"

#include "core/generation/batch.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gesso {
namespace {

bool waits(const QueuedJob& job)
{
    return job.isWaiting();
}

/// Whether the failure is of the engine's program, which no other job would fare better with.
bool isWithoutEngine(ErrorCode code)
{
    return code == ErrorCode::EngineNotFound || code == ErrorCode::VersionMismatch;
}

std::map<JobId, std::size_t> placesIn(const std::vector<JobId>& order)
{
    std::map<JobId, std::size_t> places;
    for (std::size_t i = 0; i < order.size(); ++i) {
        places.emplace(order[i], i);
    }
    return places;
}

} // namespace

double JobQueue::steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

JobQueue::JobQueue(GenerationService& service, JobQueueListener& listener, Clock clock)
    : m_service(service), m_listener(listener), m_clock(std::move(clock))
{
}

JobId JobQueue::add(const GenerationRequest& request, const ExecutionOptions& options, Place place,
                    const GenerationInputs& inputs)
{
    QueuedJob job;
    job.id = ++m_lastId;
    job.request = request;
    job.options = options;
    job.inputs = inputs;
    job.secondsLeft = m_timeLeft.whole(request);
    m_jobs.insert(place == Place::Front ? firstWaiting() : m_jobs.end(), job);
    m_listener.jobAdded(job.id);
    submitNext();
    return job.id;
}

void JobQueue::cancel(JobId id)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || job->state == QueuedJob::State::Cancelling) {
        return;
    }
    if (job->isWaiting()) {
        m_listener.jobCancelled(id);
        end(id, false);
        return;
    }
    job->state = QueuedJob::State::Cancelling;
    m_service.cancel(id);
    m_listener.jobChanged(id);
}

TakenJobs JobQueue::takeOut(const std::vector<JobId>& jobs)
{
    const std::set<JobId> wanted(jobs.begin(), jobs.end());
    const auto isTaken = [&wanted](const QueuedJob& job) { return job.isWaiting() && wanted.contains(job.id); };
    TakenJobs taken;
    taken.order = order();
    std::copy_if(m_jobs.begin(), m_jobs.end(), std::back_inserter(taken.jobs), isTaken);
    std::erase_if(m_jobs, isTaken);
    endSeriesIfEmpty();
    for (const QueuedJob& job : taken.jobs) {
        m_listener.jobRemoved(job.id);
    }
    return taken;
}

void JobQueue::putBack(const TakenJobs& taken)
{
    const std::map<JobId, std::size_t> places = placesIn(taken.order);
    for (const QueuedJob& job : taken.jobs) {
        if (find(job.id) == nullptr) {
            m_jobs.insert(formerPlace(job.id, places), job);
            m_listener.jobAdded(job.id);
        }
    }
    submitNext();
}

JobQueue::Jobs::iterator JobQueue::formerPlace(JobId id, const std::map<JobId, std::size_t>& places)
{
    const auto own = places.find(id);
    if (own == places.end()) {
        return m_jobs.end();
    }
    const auto stood = [&](const QueuedJob& job, bool behind) {
        const auto place = places.find(job.id);
        return place != places.end() && place->first != id && (place->second > own->second) == behind;
    };
    const auto first = firstWaiting();
    const auto next = std::find_if(first, m_jobs.end(), [&](const QueuedJob& job) { return stood(job, true); });
    if (next != m_jobs.end()) {
        return next;
    }
    return std::find_if(m_jobs.rbegin(), std::make_reverse_iterator(first),
                        [&](const QueuedJob& job) { return stood(job, false); })
        .base();
}

std::vector<JobId> JobQueue::moveToFront(JobId id)
{
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const QueuedJob& each) { return each.id == id; });
    const auto first = firstWaiting();
    if (job == m_jobs.end() || !job->isWaiting() || job == first) {
        return {};
    }
    std::vector<JobId> before = order();
    std::rotate(first, job, job + 1);
    m_listener.jobsReordered();
    return before;
}

void JobQueue::moveBack(JobId id, const std::vector<JobId>& order)
{
    const QueuedJob* job = find(id);
    if (job == nullptr || !job->isWaiting()) {
        return;
    }
    const QueuedJob moved = *job;
    std::erase_if(m_jobs, [&](const QueuedJob& each) { return each.id == id; });
    m_jobs.insert(formerPlace(id, placesIn(order)), moved);
    m_listener.jobsReordered();
}

void JobQueue::retry(JobId id)
{
    const auto found = m_failed.find(id);
    if (found == m_failed.end()) {
        return;
    }
    const Failed failed = found->second;
    m_failed.erase(found);
    m_ended -= failed.series == m_series ? 1 : 0;
    const std::vector<GenerationRequest> rest = remainderOf(failed.job.request, failed.job.made);
    for (auto request = rest.rbegin(); request != rest.rend(); ++request) {
        add(*request, failed.job.options, Place::Front, failed.job.inputs);
    }
}

void JobQueue::setPaused(bool paused)
{
    if (m_paused == paused) {
        return;
    }
    m_paused = paused;
    m_listener.queuePaused(paused);
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

JobQueue::Jobs::iterator JobQueue::firstWaiting()
{
    return std::find_if(m_jobs.begin(), m_jobs.end(), waits);
}

bool JobQueue::hasPicture(JobId id, int index) const
{
    const QueuedJob* job = find(id);
    return job != nullptr && index >= 0 && index < job->request.count;
}

std::vector<JobId> JobQueue::order() const
{
    std::vector<JobId> ids;
    std::transform(m_jobs.begin(), m_jobs.end(), std::back_inserter(ids), [](const QueuedJob& job) { return job.id; });
    return ids;
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
    return static_cast<int>(m_jobs.size()) - static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(), waits));
}

void JobQueue::submitNext()
{
    while (!m_paused && running() < m_parallel) {
        const auto next = firstWaiting();
        if (next == m_jobs.end()) {
            return;
        }
        next->state = QueuedJob::State::Running;
        next->secondsLeft.reset();
        const QueuedJob job = *next;
        m_listener.jobSubmitted(job.id);
        m_listener.jobChanged(job.id);
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

void JobQueue::noteRestart()
{
    for (const JobId id : order()) {
        QueuedJob* job = mutableJob(id);
        if (job != nullptr && job->state == QueuedJob::State::Running && !job->device.empty()) {
            job->restarted = true;
            job->progress = {};
            job->fraction = 0.;
            job->secondsLeft.reset();
            job->device.clear();
            m_listener.jobChanged(id);
        }
    }
}

bool JobQueue::noteStarted(JobId id, const std::string& device)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr) {
        return false;
    }
    job->device = device;
    m_timeLeft.started(id, job->request, m_clock());
    m_listener.jobChanged(id);
    return true;
}

void JobQueue::updateTimeLeft(QueuedJob& job)
{
    job.secondsLeft = m_timeLeft.running(job.id, m_clock());
    job.fraction = std::clamp(m_timeLeft.fraction(job.id), job.fraction, 1.);
    m_listener.jobChanged(job.id);
}

bool JobQueue::noteProgress(JobId id, const JobProgress& progress)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || !hasPicture(id, progress.image) || progress.step < 0 ||
        (progress.of > 0 && progress.of < progress.step)) {
        return false; // late, or senseless
    }
    job->progress = progress;
    m_timeLeft.progressed(id, progress, m_clock());
    updateTimeLeft(*job);
    return true;
}

bool JobQueue::notePicture(JobId id, int index)
{
    QueuedJob* job = mutableJob(id);
    if (job == nullptr || !hasPicture(id, index)) {
        return false;
    }
    job->made.insert(index);
    m_timeLeft.pictureReady(id, index, m_clock());
    updateTimeLeft(*job);
    return true;
}

bool JobQueue::noteFinished(JobId id)
{
    if (find(id) == nullptr) {
        return false;
    }
    end(id, true);
    return true;
}

bool JobQueue::noteCancelled(JobId id)
{
    if (find(id) == nullptr) {
        return false;
    }
    m_listener.jobCancelled(id);
    end(id, false);
    return true;
}

bool JobQueue::noteFailed(JobId id, const Error& error)
{
    const QueuedJob* job = find(id);
    if (job == nullptr) {
        return false;
    }
    if (job->state == QueuedJob::State::Cancelling) { // nobody waits for it any more
        return noteCancelled(id);
    }
    if (isWithoutEngine(error.code)) {
        holdBack(*job, error);
        return true;
    }
    m_failed.insert_or_assign(id, Failed{*job, m_series});
    m_listener.jobFailed(id, error);
    end(id, true);
    return true;
}

std::vector<QueuedJob> JobQueue::remaindersOf(const QueuedJob& job, const Error& error)
{
    std::vector<QueuedJob> rest;
    for (const GenerationRequest& request : remainderOf(job.request, job.made)) {
        QueuedJob again;
        again.id = job.made.empty() ? job.id : ++m_lastId; // finished pictures keep the number for themselves
        again.request = request;
        again.options = job.options;
        again.inputs = job.inputs;
        again.heldBackBy = error.message;
        again.secondsLeft = m_timeLeft.whole(request);
        rest.push_back(std::move(again));
    }
    return rest;
}

void JobQueue::holdBack(const QueuedJob& job, const Error& error)
{
    const JobId id = job.id;
    m_timeLeft.ended(id);
    const std::vector<QueuedJob> rest = remaindersOf(job, error);
    setPaused(true);
    m_listener.jobHeldBack(id, error);
    const auto place =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const QueuedJob& each) { return each.id == id; });
    const bool same = rest.size() == 1 && rest.front().id == id;
    m_jobs.insert(m_jobs.erase(place), rest.begin(), rest.end());
    if (same) {
        m_listener.jobChanged(id);
        return;
    }
    m_listener.jobRemoved(id);
    for (const QueuedJob& each : rest) {
        m_listener.jobAdded(each.id);
    }
}

void JobQueue::end(JobId id, bool counts)
{
    m_timeLeft.ended(id);
    std::erase_if(m_jobs, [&](const QueuedJob& job) { return job.id == id; });
    m_ended += counts ? 1 : 0;
    endSeriesIfEmpty();
    m_listener.jobRemoved(id);
    estimateWaiting();
    submitNext();
}

void JobQueue::endSeriesIfEmpty()
{
    if (m_jobs.empty()) {
        m_ended = 0;
        ++m_series;
    }
}

void JobQueue::estimateWaiting()
{
    std::vector<JobId> changed;
    for (QueuedJob& job : m_jobs) {
        const std::optional<double> seconds = m_timeLeft.whole(job.request);
        if (job.isWaiting() && seconds != job.secondsLeft) {
            job.secondsLeft = seconds;
            changed.push_back(job.id);
        }
    }
    for (const JobId id : changed) {
        m_listener.jobChanged(id);
    }
}

} // namespace gesso
