// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/workspace_signals.h"
#include "ui/queue/queue_signals.h"
#include "ui/results/candidate_model.h"
#include "ui/widgets/messages.h"

#include <QHash>
#include <QSet>

namespace gesso::ui {

/// Puts the queue and the candidates together: a job that is handed to the engine gets its places in the strip,
/// previews and pictures go there, a failure stays there with what helps. And what the user asks of jobs.
class JobDesk final : public QObject {
    Q_OBJECT

public:
    /// All must outlive the desk.
    struct Parts {
        QueueSignals& queue;
        WorkspaceSignals& workspace;
        CandidateModel& candidates;
        const ResultStore& store;
        Messages& messages;
    };
    explicit JobDesk(const Parts& parts, QObject* parent = nullptr);

    void generate(const GenerationRequest& request, const ExecutionOptions& options, JobQueue::Place place,
                  const GenerationInputs& inputs = {});
    [[nodiscard]] bool canRetry(JobId failedJob) const { return m_queue.canRetry(failedJob); }
    void retry(JobId failedJob); ///< what is left of the job once more; the failed place goes
    void cancelRunning();        ///< the first of those that run
    void cancel(JobId job);      ///< can be undone if it waits
    void clearWaiting();         ///< can be undone
    void cancelAll();            ///< the waiting ones can be undone
    void moveToFront(JobId job); ///< can be undone

    void tellNotice(JobId job, const QString& text); ///< that a job told; once for each text

Q_SIGNALS:
    /// Said again if more is known of how it was made when its job ends.
    void pictureFinished(quint64 candidate);
    void restartWanted(); ///< of the engine, by the user

private:
    struct ModelName {
        std::string name, hash;
        friend bool operator==(const ModelName&, const ModelName&) = default;
    };

    void connectQueue();
    void place(JobId job);
    void takePicture(JobId job, const FinishedPicture& picture);
    void noteFinished(JobId job, const JobSummary& summary);
    void noteProgress(JobId job);
    void tellHeldBack(const Error& error);
    [[nodiscard]] std::vector<JobId> jobs() const;
    [[nodiscard]] CandidateList& list() { return m_parts.workspace->candidates(); }

    Parts m_parts;
    JobQueue& m_queue;
    QHash<QString, ModelName> m_models; ///< by the request's path, as the engine last said
    QSet<QString> m_noticesTold;
    QString m_noticesOfJob; ///< of m_noticedJob, a line each
    JobId m_noticedJob = 0;
};

} // namespace gesso::ui
