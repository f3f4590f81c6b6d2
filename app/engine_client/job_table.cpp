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
    const Image& picture = *image.picture;
    return image.index < request.count && image.seed == request.seedOf(image.index) &&
           PictureSize{picture.width, picture.height} == resultSize(request, submit.inputs) && picture.channels == 3 &&
           picture.format() == PixelFormat::U16 && image.latents.empty() != submit.options.returnLatents;
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
            unsent.back().made.assign(job.made.begin(), job.made.end());
        }
    }
    return unsent;
}

bool JobTable::cancel(JobId id, Time now)
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
    job->cancelled = job->cancelled.value_or(now);
    return true;
}

std::optional<JobId> JobTable::cancelledBefore(Time since) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [since](const Job& job) { return job.cancelled && *job.cancelled < since; });
    return found == m_jobs.end() ? std::nullopt : std::optional(found->submit.job);
}

Result<> JobTable::take(protocol::FromEngine message)
{
    return std::visit([this](auto& content) { return on(std::move(content)); }, message);
}

bool JobTable::engineDied(const Error& error, Blame blame, bool alsoIdle)
{
    forgetEngine(blame);
    const auto any = [this](bool (Job::*is)() const) {
        return std::any_of(m_jobs.begin(), m_jobs.end(), [is](const Job& job) { return (job.*is)(); });
    };
    const bool restarting = any(&Job::runsAgain) || (alsoIdle && !any(&Job::isGivenUp));
    m_listener.engineLost(error, restarting);
    for (Job& job : std::exchange(m_jobs, {})) {
        if (job.runsAgain()) {
            m_jobs.push_back(std::move(job));
        } else {
            settle(job, error);
        }
    }
    return restarting;
}

void JobTable::engineNotStarted(const Error& error)
{
    m_listener.engineLost(error, false);
    for (const Job& job : std::exchange(m_jobs, {})) {
        m_listener.failed(job.submit.job, error);
    }
}

void JobTable::forgetEngine(Blame blame)
{
    if (std::none_of(m_jobs.begin(), m_jobs.end(), [](const Job& job) { return job.started; }) && !m_jobs.empty()) {
        m_jobs.front().started = true;
    }
    for (Job& job : m_jobs) {
        job.deaths += job.started && blame == Blame::RunningJobs ? 1 : 0;
        job.sent = job.started = false;
    }
}

void JobTable::settle(Job& job, const Error& error)
{
    const JobId id = job.submit.job;
    if (job.cancelled) {
        m_listener.cancelled(id);
    } else if (job.isWhole()) { // all that it did not come to say is how long it took
        const MadeWith madeWith = job.madeWith;
        finish(std::move(job), {id, {}, madeWith.modelName, madeWith.modelHash, madeWith.device, madeWith.precision});
    } else {
        m_listener.failed(id, {error.code, error.message + " It was tried twice."});
    }
}

void JobTable::finish(Job job, protocol::Finished message)
{
    JobResult result{message.timings,           std::move(message.modelName), std::move(message.modelHash),
                     std::move(message.device), std::move(message.precision), std::move(message.deviceNote),
                     std::move(job.notices)};
    m_listener.finished(message.job, std::move(result));
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

Result<> JobTable::on(const protocol::Ready& message)
{
    m_listener.engineReady(message.devices);
    return {};
}

Result<> JobTable::on(const protocol::Accepted&)
{
    return {};
}

Result<> JobTable::on(const protocol::Started& message)
{
    if (Job* job = find(message.job)) {
        job->started = true;
        m_listener.started(message.job, message.device);
    }
    return {};
}

Result<> JobTable::on(const protocol::Progress& message)
{
    if (find(message.job) != nullptr) {
        m_listener.progressed(message.job, message.progress);
    }
    return {};
}

Result<> JobTable::on(const protocol::Preview& message)
{
    if (const Job* job = find(message.job)) {
        if (message.index >= job->submit.request.count) {
            return violation("a preview of picture " + std::to_string(message.index));
        }
        m_listener.previewed(message.job, message.index, message.image);
    }
    return {};
}

Result<> JobTable::on(const protocol::PictureMade& message)
{
    Job* job = find(message.job);
    if (job == nullptr) {
        return {};
    }
    const int index = message.image.index;
    if (job->made.contains(index) || !fits(message.image, job->submit)) {
        return violation("picture " + std::to_string(index) + " has another size, seed or place");
    }
    job->deaths = 0;
    job->made.insert(index);
    job->madeWith = message.image.madeWith;
    m_listener.pictureReady(message.job, message.image);
    return {};
}

Result<> JobTable::on(protocol::Finished message)
{
    Job* job = find(message.job);
    if (job == nullptr) {
        return {};
    }
    if (!job->isWhole()) {
        return violation("it finished with " + std::to_string(job->made.size()) + " pictures instead of " +
                         std::to_string(job->submit.request.count));
    }
    Job done = remove(message.job);
    finish(std::move(done), std::move(message));
    return {};
}

Result<> JobTable::on(const protocol::Failed& message)
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

Result<> JobTable::on(protocol::Notice message)
{
    constexpr std::size_t kMostNotices = 100;
    Job* job = find(message.job);
    const bool isNew = job != nullptr && job->notices.size() < kMostNotices &&
                       std::ranges::find(job->notices, message.text) == job->notices.end();
    if (isNew) {
        m_listener.noticed(message.job, job->notices.emplace_back(std::move(message.text)));
    }
    return {};
}

} // namespace gesso
