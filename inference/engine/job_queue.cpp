// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/job_queue.h"

#include "inference/base/engine_error.h"

#include <algorithm>

namespace gesso::inference {
namespace {

bool hasMore(const Job& job)
{
    return job.nextImage < job.request.count || !job.returned.empty();
}

bool mayTake(const Job& job, const WorkerDevice& device)
{
    return !job.cancelled && !job.error && hasMore(job) && std::ranges::find(job.devices, device) != job.devices.end();
}

/// The first image from `image` on that is to be made; the number of all images where none is.
int firstToMake(const Job& job, int image)
{
    while (std::ranges::binary_search(job.made, image)) {
        ++image;
    }
    return image;
}

int takeImage(Job& job)
{
    int image = job.nextImage;
    if (job.returned.empty()) {
        job.nextImage = firstToMake(job, image + 1);
    } else {
        image = job.returned.back();
        job.returned.pop_back();
    }
    return image;
}

void add(StageTimings& sum, const StageTimings& part)
{
    sum.load += part.load;
    sum.text += part.text;
    sum.denoise += part.denoise;
    sum.decode += part.decode;
}

std::string joinedIds(const std::vector<WorkerDevice>& devices)
{
    std::string ids;
    for (const WorkerDevice& device : devices) {
        ids += (ids.empty() ? "" : ",") + device.id;
    }
    return ids;
}

protocol::Finished finishedOf(const Job& job)
{
    protocol::Finished finished{job.id,        job.timings,   job.modelName, job.modelHash, joinedIds(job.devices),
                                job.precision, job.deviceNote};
    finished.timings.total = std::chrono::duration<double>(std::chrono::steady_clock::now() - job.submitted).count();
    return finished;
}

} // namespace

void JobQueue::push(std::shared_ptr<Job> job)
{
    const std::lock_guard lock(m_mutex);
    if (m_jobs.size() >= kMostJobs) {
        throw EngineError(ErrorCode::InvalidRequest, "the engine's queue is full (" + std::to_string(kMostJobs) +
                                                         " jobs): wait for some to finish");
    }
    job->nextImage = firstToMake(*job, 0);
    m_jobs.push_back(std::move(job));
    m_changed.notify_all();
}

bool JobQueue::contains(JobId id)
{
    const std::lock_guard lock(m_mutex);
    return find(id) != nullptr;
}

std::shared_ptr<Job> JobQueue::find(JobId id) const
{
    const auto found =
        std::ranges::find_if(m_jobs, [id](const std::shared_ptr<Job>& job) { return !job->onlyLoad && job->id == id; });
    return found == m_jobs.end() ? nullptr : *found;
}

std::optional<Claim> JobQueue::take(const WorkerDevice& device)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_closed) {
            return std::nullopt;
        }
        const auto found =
            std::ranges::find_if(m_jobs, [&](const std::shared_ptr<Job>& job) { return mayTake(*job, device); });
        if (found != m_jobs.end()) {
            Job& job = **found;
            Claim claim{*found, takeImage(job), !job.started};
            ++job.running;
            job.started = true;
            return claim;
        }
        m_changed.wait(lock);
    }
}

JobQueue::AfterClaim JobQueue::finish(const Claim& claim, const Outcome& outcome)
{
    const std::lock_guard lock(m_mutex);
    Job& job = *claim.job;
    --job.running;
    add(job.timings, outcome.timings);
    job.modelName = outcome.modelName;
    job.modelHash = outcome.modelHash;
    job.precision = outcome.precision;
    if (outcome.error && !job.error && !job.cancelled) {
        job.error = outcome.error;
        job.stop.request_stop(); // the other images of a job that fails are not made to the end
    }
    return {endOf(claim.job), hasMore(job)};
}

bool JobQueue::giveBack(const Claim& claim, const WorkerDevice& device)
{
    const std::lock_guard lock(m_mutex);
    Job& job = *claim.job;
    if (job.devices.size() < 2 || job.cancelled || job.error) {
        return false;
    }
    std::erase(job.devices, device);
    job.returned.push_back(claim.image);
    --job.running;
    job.started = job.started && !claim.first;
    m_changed.notify_all();
    return true;
}

std::optional<protocol::FromEngine> JobQueue::cancel(JobId id)
{
    const std::lock_guard lock(m_mutex);
    const std::shared_ptr<Job> job = find(id);
    if (job == nullptr) {
        return std::nullopt;
    }
    job->cancelled = true;
    job->stop.request_stop();
    return endOf(job);
}

void JobQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    for (const std::shared_ptr<Job>& job : m_jobs) {
        job->cancelled = true;
        job->stop.request_stop();
    }
    m_changed.notify_all();
}

std::optional<protocol::FromEngine> JobQueue::endOf(const std::shared_ptr<Job>& job)
{
    if (job->running > 0 || (hasMore(*job) && !job->error && !job->cancelled)) {
        return std::nullopt;
    }
    std::erase(m_jobs, job);
    if (job->onlyLoad) {
        return std::nullopt;
    }
    if (job->error) {
        return protocol::Failed{job->id, *job->error};
    }
    if (job->cancelled) {
        return protocol::Cancelled{job->id};
    }
    return finishedOf(*job);
}

} // namespace gesso::inference
