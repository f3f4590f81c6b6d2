// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/engine_monitor.h"
#include "ui/adapters/token_meter.h"
#include "ui/adapters/workspace_signals.h"
#include "ui/canvas/candidate_list.h"
#include "ui/main_window/picture_saver.h"
#include "ui/main_window/studio_history.h"
#include "ui/queue/queue_signals.h"
#include "ui/widgets/notice_card.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <stop_token>

namespace gesso::ui {

/// Something that the user is told in place, and what its button does.
struct Message {
    Notice notice;
    std::function<void()> act;
};

/// What the window works on, without widgets: jobs, pictures, the engine's state, settings, undo. It puts the queue and
/// the candidates together: a job that is handed to the engine gets its places in the strip, previews and pictures go
/// there, a failure stays there with what helps.
class Studio final : public QObject {
    Q_OBJECT

public:
    static constexpr double kStrength = 0.75; ///< of restyling, until the user or a style chooses another

    /// Service and events must outlive the studio.
    Studio(GenerationService& service, ServiceEvents& events, Settings settings, QObject* parent = nullptr);
    ~Studio() override; ///< stops what is being read

    [[nodiscard]] JobQueue& queue() { return m_queue; }
    [[nodiscard]] QueueSignals& queueSignals() { return m_signals; }
    [[nodiscard]] WorkspaceSignals& workspace() { return m_workspace; }
    [[nodiscard]] const ResultStore& store() const { return m_store; }
    [[nodiscard]] CandidateList& candidates() { return m_candidates; }
    [[nodiscard]] EngineMonitor& engine() { return m_engine; }
    [[nodiscard]] TokenMeter& tokens() { return m_tokens; }
    [[nodiscard]] const Settings& settings() const { return m_settings; }
    void setSettings(const Settings& settings);

    void generate(const GenerationRequest& request, const ExecutionOptions& options, JobQueue::Place place,
                  const GenerationInputs& inputs = {});
    void retry(JobId failedJob); ///< what is left of the job once more; the failed place goes
    void keep(quint64 candidate);
    void saveAs(quint64 candidate, const QString& path);
    void copy(quint64 candidate);
    void discard(quint64 candidate); ///< can be undone
    void cancelRunning();            ///< the first of those that run
    void cancel(JobId job);          ///< can be undone if it waits
    void clearWaiting();             ///< can be undone
    void cancelAll();                ///< the waiting ones can be undone
    void moveToFront(JobId job);     ///< can be undone
    void undo();
    void redo();
    void restartEngine();

    /// Adds a picture file to the strip; how it was made comes with it.
    void openPicture(const QString& path);
    void addPicture(const QImage& picture); ///< one without a file

Q_SIGNALS:
    void settingsChanged(const gesso::Settings& settings);
    void told(const gesso::ui::Message& message);
    void hinted(const QString& line); ///< for the status bar, for a moment
    /// As hinted(), with a button beside it and what that does.
    void offered(const QString& line, const QString& button, const std::function<void()>& act);
    void overtaken(gesso::ui::Notice::Topic topic); ///< what was told about this is no longer so
    /// Said again if more is known of how it was made when its job ends.
    void pictureFinished(quint64 candidate);
    void opened(quint64 candidate, bool saysHowItWasMade);

private:
    struct ModelName {
        QString name, hash;
    };

    void connectQueue();
    void connectSaver();
    void place(JobId job);
    void noteFinished(JobId job, const JobSummary& summary);
    void noteProgress(JobId job);
    void noteSaved(quint64 candidate, const SavedPicture& picture);
    void tellHeldBack(const Error& error);
    /// Once for each text.
    void tellNotice(JobId job, const QString& text);
    void tellFailure(const Result<>& outcome);
    [[nodiscard]] std::vector<JobId> jobs() const;
    void offerUndo(const QString& line);

    GenerationService& m_service;
    Settings m_settings;
    WorkspaceSignals m_workspace;
    QueueSignals m_signals;
    JobQueue& m_queue;
    const ResultStore m_store;
    CandidateList m_candidates;
    StudioHistory m_history;
    EngineMonitor m_engine;
    TokenMeter m_tokens;
    PictureSaver m_saver;
    QHash<QString, ModelName> m_models; ///< by the request's path, as the engine last said
    QSet<QString> m_noticesTold;
    QString m_noticesOfJob; ///< of m_noticedJob, a line each
    JobId m_noticedJob = 0;
    QThreadPool m_reading;
    std::stop_source m_stopReading;
};

} // namespace gesso::ui
