// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/engine_status.h"
#include "ui/adapters/service_events.h"

#include <set>

namespace gesso::ui {

/// Follows what the service says and knows where the engine stands.
class EngineMonitor final : public QObject {
    Q_OBJECT

public:
    /// The events must outlive the monitor.
    explicit EngineMonitor(ServiceEvents& events, QObject* parent = nullptr);

    [[nodiscard]] const EngineStatus& status() const { return m_status; }
    void noteStarting(); ///< the engine was asked to start again

Q_SIGNALS:
    void changed(const gesso::ui::EngineStatus& status);
    /// The engine has said nothing for some seconds.
    void silenced();
    /// The engine died, while it worked or not, and is being started again.
    void restarted(const QString& cause, bool worked);

private:
    void noteReady(const std::vector<DeviceInfo>& devices);
    void noteSilent(bool silent);
    void noteLost(const Error& error, bool restarting);
    void noteEnded(JobId job);
    void set(EngineState state, const QString& message = {});

    EngineStatus m_status;
    EngineState m_beforeSilence = EngineState::Starting;
    std::set<JobId> m_running;
};

} // namespace gesso::ui
