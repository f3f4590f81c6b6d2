// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/job_watch.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace gesso::cli {

JobWatch::JobWatch() : m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

JobWatch::News JobWatch::take()
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t wakeUps = 0;
    static_cast<void>(::read(m_wakeUp.get(), &wakeUps, sizeof(wakeUps)));
    return std::exchange(m_news, {});
}

template <typename Change> void JobWatch::note(Change&& change)
{
    const std::lock_guard lock(m_mutex);
    change(m_news);
    const std::uint64_t one = 1;
    static_cast<void>(::write(m_wakeUp.get(), &one, sizeof(one)));
}

void JobWatch::engineReady(const std::vector<DeviceInfo>&) {}

void JobWatch::engineSilent(bool silent)
{
    note([&](News& news) { news.silent = silent; });
}

void JobWatch::engineLost(const Error& error, bool restarting)
{
    if (restarting) {
        note([&](News& news) { news.restartCause = error; });
    }
}

void JobWatch::started(JobId, const std::string&) {}

void JobWatch::progressed(JobId, const JobProgress& progress)
{
    note([&](News& news) { news.progress = progress; });
}

void JobWatch::previewed(JobId, int, const Image&) {}

void JobWatch::pictureReady(JobId, const JobImage& image)
{
    note([&](News& news) { news.pictures.push_back(image); });
}

void JobWatch::noticed(JobId, const std::string& notice)
{
    note([&](News& news) { news.notices.push_back(notice); });
}

void JobWatch::finished(JobId, JobResult result)
{
    note([&](News& news) { news.outcome = std::move(result); });
}

void JobWatch::failed(JobId, const Error& error)
{
    note([&](News& news) { news.outcome = tl::unexpected<Error>(error); });
}

void JobWatch::cancelled(JobId)
{
    note([](News& news) { news.outcome = fail(ErrorCode::Cancelled, "Interrupted"); });
}

} // namespace gesso::cli
