// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/engine_monitor.h"
#include "ui/adapters/token_meter.h"
#include "ui/results/job_desk.h"
#include "ui/results/picture_desk.h"

namespace gesso::ui {

/// What a window works on, without widgets: the workspace, the queue, the pictures, the engine's state and settings,
/// put together.
class Studio final : public QObject {
    Q_OBJECT

public:
    static constexpr double kStrength = 0.75; ///< of restyling, until the user or a style chooses another

    /// Service and events must outlive the studio.
    Studio(GenerationService& service, ServiceEvents& events, Settings settings, QObject* parent = nullptr);

    [[nodiscard]] JobQueue& queue() { return m_queue.queue(); }
    [[nodiscard]] QueueSignals& queueSignals() { return m_queue; }
    [[nodiscard]] WorkspaceSignals& workspace() { return m_workspace; }
    [[nodiscard]] const ResultStore& store() const { return m_store; }
    [[nodiscard]] CandidateModel& candidates() { return m_candidates; }
    [[nodiscard]] JobDesk& jobs() { return m_jobs; }
    [[nodiscard]] PictureDesk& pictures() { return m_pictures; }
    [[nodiscard]] Messages& messages() { return m_messages; }
    [[nodiscard]] EngineMonitor& engine() { return m_engine; }
    [[nodiscard]] TokenMeter& tokens() { return m_tokens; }
    [[nodiscard]] const Settings& settings() const { return m_settings; }
    void setSettings(const Settings& settings);

    void discard(CandidateId candidate); ///< can be undone; of one that is not finished its job is cancelled
    void undo();
    void redo();
    void restartEngine();

Q_SIGNALS:
    void settingsChanged(const gesso::Settings& settings);

private:
    void tell(const Result<>& outcome, const QString& done);

    GenerationService& m_service;
    Settings m_settings;
    Messages m_messages;
    QueueSignals m_queue;
    WorkspaceSignals m_workspace;
    const ResultStore m_store;
    CandidateModel m_candidates;
    JobDesk m_jobs;
    PictureDesk m_pictures;
    EngineMonitor m_engine;
    TokenMeter m_tokens;
};

} // namespace gesso::ui
