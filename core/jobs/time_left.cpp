// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/time_left.h"

#include <algorithm>
#include <utility>

namespace gesso {
namespace {

/// The newest step weighs at least this much in the mean, so that it follows a machine that becomes busy.
constexpr double kLeastWeight = 0.15;
/// An estimate is only made longer when it is this much too short, and by some steps: then steps are much slower.
constexpr double kMuchSlower = 1.5;
constexpr double kStepsSlower = 3.;

} // namespace

void TimeLeft::started(JobId job, const GenerationRequest& request, double now)
{
    ended(job);
    Running running;
    running.id = job;
    running.kind = {request.model, request.width, request.height, request.guidanceScale > 1.};
    running.count = request.count;
    running.steps = request.steps;
    running.started = now;
    m_running.push_back(std::move(running));
}

void TimeLeft::progressed(JobId id, const JobProgress& progress, double now)
{
    Running* job = find(id);
    if (job == nullptr || progress.stage != "denoise" || progress.of < 1 || progress.step > progress.of ||
        progress.image < 0 || progress.image >= job->count) {
        return;
    }
    const auto [entry, isNew] = job->pictures.try_emplace(progress.image);
    Picture& picture = entry->second;
    if (isNew) {
        // When its steps began is only known from the message of step 0; else the next step is the first to be timed.
        picture = {progress.step, progress.of, now, false};
        job->steps = progress.of;
        job->setOut = job->setOut < 0. ? now - job->started : job->setOut;
        const auto active = std::count_if(job->pictures.begin(), job->pictures.end(),
                                          [](const auto& other) { return !other.second.ready; });
        job->atOnce = std::max(job->atOnce, static_cast<int>(active));
    } else if (progress.step > picture.steps) {
        takeSteps(*job, picture, progress.step, now);
        tell(*job, now);
    }
}

void TimeLeft::pictureReady(JobId id, int index, double now)
{
    Running* job = find(id);
    if (job == nullptr || !job->pictures.contains(index) || job->pictures[index].ready) {
        return;
    }
    Picture& picture = job->pictures[index];
    if (picture.decoding()) {
        job->decode = now - picture.at;
    }
    picture.steps = picture.of;
    picture.ready = true;
    tell(*job, now);
}

void TimeLeft::ended(JobId job)
{
    if (const Running* known = find(job)) {
        learn(*known);
        std::erase_if(m_running, [job](const Running& other) { return other.id == job; });
    }
}

std::optional<double> TimeLeft::running(JobId id, double now) const
{
    const Running* job = find(id);
    if (job == nullptr || job->left < 0.) {
        return std::nullopt;
    }
    return std::max(job->left - std::clamp(now - job->toldAt, 0., job->sinksBy), 0.);
}

std::optional<double> TimeLeft::whole(const GenerationRequest& request) const
{
    const Pace* pace = paceOf({request.model, request.width, request.height, request.guidanceScale > 1.});
    if (pace == nullptr) {
        return std::nullopt;
    }
    const double decode = pace->decode > 0. ? pace->decode : kUsualDecodeSteps * pace->step;
    const double rounds = std::max(1., static_cast<double>(request.count) / pace->atOnce);
    return pace->setOut + rounds * (request.steps * pace->step + decode);
}

double TimeLeft::fraction(JobId id) const
{
    const Running* job = find(id);
    if (job == nullptr) {
        return 0.;
    }
    const double decode = decodeSteps(*job);
    double done = 0.;
    for (const auto& [index, picture] : job->pictures) {
        done += picture.steps + (picture.ready ? decode : 0.);
    }
    return std::clamp(done / (job->count * (job->steps + decode)), 0., 1.);
}

const TimeLeft::Running* TimeLeft::find(JobId job) const
{
    const auto found =
        std::find_if(m_running.begin(), m_running.end(), [job](const Running& other) { return other.id == job; });
    return found == m_running.end() ? nullptr : &*found;
}

TimeLeft::Running* TimeLeft::find(JobId job)
{
    return const_cast<Running*>(std::as_const(*this).find(job));
}

const TimeLeft::Pace* TimeLeft::paceOf(const Kind& kind) const
{
    const auto found = m_paces.find(kind);
    return found == m_paces.end() ? nullptr : &found->second;
}

double TimeLeft::stepSeconds(const Running& job) const
{
    if (job.timedSteps > 0) {
        return job.step;
    }
    const Pace* pace = paceOf(job.kind);
    return pace != nullptr ? pace->step : job.firstStep;
}

double TimeLeft::decodeSteps(const Running& job) const
{
    if (job.decode > 0. && job.timedSteps > 0) {
        return job.decode / job.step;
    }
    const Pace* pace = paceOf(job.kind);
    return pace != nullptr && pace->decode > 0. ? pace->decode / pace->step : kUsualDecodeSteps;
}

double TimeLeft::workLeft(const Running& job) const
{
    const double decode = decodeSteps(job);
    const int untouched = job.count - static_cast<int>(job.pictures.size());
    double steps = untouched * (job.steps + decode);
    double longest = untouched > 0 ? job.steps + decode : 0.;
    for (const auto& [index, picture] : job.pictures) {
        const double left = picture.ready ? 0. : picture.of - picture.steps + decode;
        steps += left;
        longest = std::max(longest, left);
    }
    return stepSeconds(job) * std::max(steps / job.atOnce, longest);
}

void TimeLeft::takeSteps(Running& job, Picture& picture, int steps, double now)
{
    const double seconds = (now - picture.at) / (steps - picture.steps);
    if (job.firstStep <= 0. && job.timedSteps == 0) {
        job.firstStep = seconds;
    } else {
        ++job.timedSteps;
        job.step += (seconds - job.step) * std::max(1. / job.timedSteps, kLeastWeight);
    }
    picture.steps = steps;
    picture.at = now;
}

void TimeLeft::tell(Running& job, double now)
{
    const std::optional<double> told = running(job.id, now);
    const double step = stepSeconds(job);
    const double left = workLeft(job);
    const bool muchSlower = told && left > *told * kMuchSlower + kStepsSlower * step;
    const bool waits = told && left > *told && !muchSlower;
    const bool decodes = std::any_of(job.pictures.begin(), job.pictures.end(),
                                     [](const auto& entry) { return entry.second.decoding(); });
    job.left = waits ? *told : left;
    job.sinksBy = waits ? 0. : step * (decodes ? decodeSteps(job) : 1.) / job.atOnce;
    job.toldAt = now;
}

void TimeLeft::learn(const Running& job)
{
    if (job.timedSteps == 0 || job.step <= 0.) {
        return;
    }
    Pace& pace = m_paces[job.kind];
    pace.step = job.step;
    pace.setOut = std::max(job.setOut, 0.);
    pace.atOnce = job.atOnce;
    pace.decode = job.decode > 0. ? job.decode : pace.decode;
}

} // namespace gesso
