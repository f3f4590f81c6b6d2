// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/job_table.h"

#include <algorithm>

namespace gesso {
namespace {

tl::unexpected<Error> violation(std::string what)
{
    return fail(ErrorCode::ProtocolViolation, "The engine's answer does not fit the request: " + std::move(what) + ".");
}

/// Whether a finished picture is the one that the request asks for at its place.
bool fits(const JobImage& image, const protocol::Submit& submit)
{
    const GenerationRequest& request = submit.request;
    const PictureSize size{image.picture.width, image.picture.height};
    return image.index < request.count && image.seed == request.seedOf(image.index) &&
           size == resultSize(request, submit.inputs) && image.picture.channels == 3 &&
           image.latents.empty() != submit.options.returnLatents;
}

} // namespace

void JobTable::add(protocol::Submit submit)
{
    if (find(submit.job) == nullptr) {
        m_jobs.emplace_back().submit = std::move(submit);
    }
}

std::vector<protocol::Submit> JobTable::takeUnsent()
{
    std::vector<protocol::Submit> unsent;
    for (Job& job : m_jobs) {
        if (!job.sent) {
            job.sent = true;
            unsent.push_back(job.submit);
        }
    }
    return unsent;
}

bool JobTable::cancel(JobId id)
{
    Job* job = find(id);
    if (job == nullptr) {
        return false;
    }
    if (!job->sent) {
        remove(id);
        m_listener.cancelled(id);
        return false;
    }
    job->cancelling = true;
    return true;
}

Result<> JobTable::take(protocol::FromEngine message)
{
    return std::visit([this](auto&& content) { return on(std::move(content)); }, std::move(message));
}

void JobTable::engineDied(const Error& error)
{
    chargeDeath();
    const bool restarting = std::any_of(m_jobs.begin(), m_jobs.end(), [](const Job& job) { return job.runsAgain(); });
    m_listener.engineLost(error, restarting);
    std::deque<Job> kept;
    for (Job& job : m_jobs) {
        if (job.runsAgain()) {
            kept.push_back(std::move(job));
        } else if (job.cancelling) {
            m_listener.cancelled(job.submit.job);
        } else {
            m_listener.failed(job.submit.job, {error.code, error.message + " It was tried twice."});
        }
    }
    m_jobs = std::move(kept);
}

void JobTable::engineNotStarted(const Error& error)
{
    m_listener.engineLost(error, false);
    for (const Job& job : std::exchange(m_jobs, {})) {
        m_listener.failed(job.submit.job, error);
    }
}

void JobTable::chargeDeath()
{
    if (std::none_of(m_jobs.begin(), m_jobs.end(), [](const Job& job) { return job.started; }) && !m_jobs.empty()) {
        m_jobs.front().started = true;
    }
    for (Job& job : m_jobs) {
        job.deaths += job.started ? 1 : 0;
        job.sent = job.started = false;
        job.images.clear();
    }
}

JobTable::Job* JobTable::find(JobId id)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& job) { return job.submit.job == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

JobTable::Job JobTable::remove(JobId id)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& job) { return job.submit.job == id; });
    Job job = std::move(*found);
    m_jobs.erase(found);
    return job;
}

Result<> JobTable::on(protocol::Ready message)
{
    m_listener.engineReady(message.devices);
    return {};
}

Result<> JobTable::on(const protocol::Accepted&)
{
    return {};
}

Result<> JobTable::on(protocol::Started message)
{
    if (Job* job = find(message.job)) {
        job->started = true;
        m_listener.started(message.job, message.device);
    }
    return {};
}

Result<> JobTable::on(protocol::Progress message)
{
    if (find(message.job) != nullptr) {
        m_listener.progressed(message.job, message.progress);
    }
    return {};
}

Result<> JobTable::on(protocol::Preview message)
{
    if (const Job* job = find(message.job)) {
        if (message.index >= job->submit.request.count) {
            return violation("a preview of picture " + std::to_string(message.index));
        }
        m_listener.previewed(message.job, message.index, message.image);
    }
    return {};
}

Result<> JobTable::on(protocol::Picture message)
{
    Job* job = find(message.job);
    if (job == nullptr) {
        return {};
    }
    const int index = message.image.index;
    const bool repeated = std::any_of(job->images.begin(), job->images.end(),
                                      [index](const JobImage& image) { return image.index == index; });
    if (repeated || !fits(message.image, job->submit)) {
        return violation("picture " + std::to_string(index) + " has another size, seed or place");
    }
    m_listener.pictureReady(message.job, job->images.emplace_back(std::move(message.image)));
    return {};
}

Result<> JobTable::on(protocol::Finished message)
{
    Job* job = find(message.job);
    if (job == nullptr) {
        return {};
    }
    if (job->images.size() != static_cast<std::size_t>(job->submit.request.count)) {
        return violation("it finished with " + std::to_string(job->images.size()) + " pictures instead of " +
                         std::to_string(job->submit.request.count));
    }
    JobResult result{remove(message.job).images,   message.timings,           std::move(message.modelName),
                     std::move(message.modelHash), std::move(message.device), std::move(message.precision),
                     std::move(message.deviceNote)};
    std::sort(result.images.begin(), result.images.end(),
              [](const JobImage& a, const JobImage& b) { return a.index < b.index; });
    m_listener.finished(message.job, std::move(result));
    return {};
}

Result<> JobTable::on(protocol::Failed message)
{
    if (find(message.job) != nullptr) {
        remove(message.job);
        m_listener.failed(message.job, message.error);
    }
    return {};
}

Result<> JobTable::on(const protocol::Cancelled& message)
{
    if (find(message.job) != nullptr) {
        remove(message.job);
        m_listener.cancelled(message.job);
    }
    return {};
}

Result<> JobTable::on(const protocol::Heartbeat& message)
{
    if (!message.devices.empty()) {
        m_listener.devicesChanged(message.devices);
    }
    return {};
}

Result<> JobTable::on(const protocol::TokensCounted&)
{
    return {};
}

} // namespace gesso
