// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_signals.h"

namespace gesso::ui {

QueueSignals::QueueSignals(GenerationService& service, ServiceEvents& events, QObject* parent)
    : QObject(parent), m_queue(service, *this)
{
    listenTo(events);
}

void QueueSignals::listenTo(ServiceEvents& events)
{
    connect(&events, &ServiceEvents::readyHeard, this,
            [this](const std::vector<DeviceInfo>& devices) { m_queue.noteDevices(devices); });
    connect(&events, &ServiceEvents::lostHeard, this, [this](const Error&, bool restarting) {
        if (restarting) {
            m_queue.noteRestart();
        }
    });
    connect(&events, &ServiceEvents::startedHeard, this, [this](JobId job, const QString& device) {
        if (m_queue.noteStarted(job, device.toStdString())) {
            Q_EMIT started(job);
        }
    });
    connect(&events, &ServiceEvents::progressHeard, this,
            [this](JobId job, const JobProgress& progress) { m_queue.noteProgress(job, progress); });
    connect(&events, &ServiceEvents::previewHeard, this, &QueueSignals::takePreview);
    connect(&events, &ServiceEvents::pictureHeard, this, &QueueSignals::takePicture);
    connect(&events, &ServiceEvents::finishedHeard, this, [this](JobId job, const JobSummary& summary) {
        if (m_queue.find(job) != nullptr) {
            Q_EMIT finished(job, summary);
            m_queue.noteFinished(job);
        }
    });
    connect(&events, &ServiceEvents::failedHeard, this,
            [this](JobId job, const Error& error) { m_queue.noteFailed(job, error); });
    connect(&events, &ServiceEvents::cancelledHeard, this, [this](JobId job) { m_queue.noteCancelled(job); });
}

QImage QueueSignals::preview(JobId job) const
{
    return m_previews.value(job);
}

void QueueSignals::takePreview(JobId job, int index, const QImage& preview)
{
    if (!preview.isNull() && m_queue.hasPicture(job, index)) {
        m_previews.insert(job, preview);
        Q_EMIT previewed(job, index, preview);
        Q_EMIT changed(job);
    }
}

void QueueSignals::takePicture(JobId job, const FinishedPicture& picture)
{
    if (picture.shown.isNull() || !m_queue.hasPicture(job, picture.index)) {
        return;
    }
    m_previews.insert(job, picture.shown);
    m_queue.notePicture(job, picture.index);
    Q_EMIT pictureReady(job, picture);
}

void QueueSignals::jobRemoved(JobId job)
{
    m_previews.remove(job);
    Q_EMIT removed(job);
}

void QueueSignals::jobHeldBack(JobId job, const Error& error)
{
    m_previews.remove(job);
    Q_EMIT heldBack(job, error);
}

} // namespace gesso::ui
