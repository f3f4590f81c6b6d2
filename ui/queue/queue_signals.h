// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job_queue.h"
#include "ui/adapters/service_events.h"

#include <QHash>

namespace gesso::ui {

/// The queue on the window's thread: it tells the queue what the service says, and says as signals what changes in it.
class QueueSignals final : public QObject, private JobQueueListener {
    Q_OBJECT

public:
    /// Both must outlive this.
    QueueSignals(GenerationService& service, ServiceEvents& events, QObject* parent = nullptr);

    [[nodiscard]] JobQueue& queue() { return m_queue; }
    [[nodiscard]] const JobQueue& queue() const { return m_queue; }
    [[nodiscard]] QImage preview(JobId job) const; ///< the latest preview or picture of a job; may be null

Q_SIGNALS:
    void added(gesso::JobId job);
    void changed(gesso::JobId job); ///< state, progress, preview or note
    void removed(gesso::JobId job); ///< ended, or taken out
    void orderChanged();
    void pausedChanged(bool paused);

    // What becomes of jobs. The job is still in the queue when one of these is heard.
    void submitted(gesso::JobId job); ///< handed over to the service
    void started(gesso::JobId job);
    void previewed(gesso::JobId job, int index, const QImage& preview);
    void pictureReady(gesso::JobId job, const gesso::ui::FinishedPicture& picture);
    void finished(gesso::JobId job, const gesso::ui::JobSummary& summary);
    void failed(gesso::JobId job, const gesso::Error& error);
    void cancelled(gesso::JobId job);
    /// No engine: the job, or what is left of it, waits again and the queue has paused.
    void heldBack(gesso::JobId job, const gesso::Error& error);

private:
    void listenTo(ServiceEvents& events);
    void takePreview(JobId job, int index, const QImage& preview);
    void takePicture(JobId job, const FinishedPicture& picture);

    void jobAdded(JobId job) override { Q_EMIT added(job); }
    void jobChanged(JobId job) override { Q_EMIT changed(job); }
    void jobRemoved(JobId job) override;
    void jobsReordered() override { Q_EMIT orderChanged(); }
    void queuePaused(bool paused) override { Q_EMIT pausedChanged(paused); }
    void jobSubmitted(JobId job) override { Q_EMIT submitted(job); }
    void jobFailed(JobId job, const Error& error) override { Q_EMIT failed(job, error); }
    void jobCancelled(JobId job) override { Q_EMIT cancelled(job); }
    void jobHeldBack(JobId job, const Error& error) override;

    JobQueue m_queue;
    QHash<JobId, QImage> m_previews;
};

} // namespace gesso::ui
