// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/service_events.h"

#include "ui/adapters/picture.h"

#include <algorithm>

namespace gesso::ui {

void ServiceEvents::post(std::function<void()> say, std::optional<Subject> subject)
{
    const std::lock_guard lock(m_mutex);
    const auto older = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [&](const Event& event) { return subject && event.subject == subject; });
    if (older != m_waiting.end()) {
        older->say = std::move(say);
        return;
    }
    m_waiting.push_back({subject, std::move(say)});
    if (m_waiting.size() == 1) {
        QMetaObject::invokeMethod(this, &ServiceEvents::sayAll, Qt::QueuedConnection);
    }
}

void ServiceEvents::sayAll()
{
    std::vector<Event> events;
    {
        const std::lock_guard lock(m_mutex);
        events.swap(m_waiting);
    }
    for (const Event& event : events) {
        event.say();
    }
}

void ServiceEvents::engineReady(const std::vector<DeviceInfo>& devices)
{
    post([this, devices] { Q_EMIT readyHeard(devices); });
}

void ServiceEvents::devicesChanged(const std::vector<DeviceInfo>& devices)
{
    post([this, devices] { Q_EMIT devicesHeard(devices); }, Subject{Subject::Kind::Devices});
}

void ServiceEvents::engineSilent(bool silent)
{
    post([this, silent] { Q_EMIT silentHeard(silent); });
}

void ServiceEvents::engineLost(const Error& error, bool restarting)
{
    post([this, error, restarting] { Q_EMIT lostHeard(error, restarting); });
}

void ServiceEvents::started(JobId job, const std::string& device)
{
    post([this, job, name = QString::fromStdString(device)] { Q_EMIT startedHeard(job, name); });
}

void ServiceEvents::progressed(JobId job, const JobProgress& progress)
{
    post([this, job, progress] { Q_EMIT progressHeard(job, progress); }, Subject{Subject::Kind::Progress, job});
}

void ServiceEvents::previewed(JobId job, int index, const Image& preview)
{
    post([this, job, index, picture = toQImage(preview)] { Q_EMIT previewHeard(job, index, picture); },
         Subject{Subject::Kind::Preview, job, index});
}

void ServiceEvents::pictureReady(JobId job, const JobImage& image)
{
    const MadeWith& with = image.madeWith;
    post([this, job,
          picture = FinishedPicture{image.index, image.seed, image.picture, toQImage(*image.picture),
                                    QString::fromStdString(with.modelName), QString::fromStdString(with.modelHash)}] {
        Q_EMIT pictureHeard(job, picture);
    });
}

void ServiceEvents::noticed(JobId job, const std::string& notice)
{
    post([this, job, text = QString::fromStdString(notice)] { Q_EMIT noticeHeard(job, text); });
}

void ServiceEvents::finished(JobId job, JobResult result)
{
    const JobSummary summary{result.timings, QString::fromStdString(result.modelName),
                             QString::fromStdString(result.modelHash), QString::fromStdString(result.device),
                             QString::fromStdString(result.precision)};
    post([this, job, summary] { Q_EMIT finishedHeard(job, summary); });
}

void ServiceEvents::failed(JobId job, const Error& error)
{
    post([this, job, error] { Q_EMIT failedHeard(job, error); });
}

void ServiceEvents::cancelled(JobId job)
{
    post([this, job] { Q_EMIT cancelledHeard(job); });
}

void ServiceEvents::tokensCounted(std::uint64_t inquiry, const std::optional<TokenCount>& count)
{
    post([this, inquiry, count] { Q_EMIT tokensHeard(inquiry, count); });
}

} // namespace gesso::ui
