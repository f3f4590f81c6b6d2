// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/engine_monitor.h"

namespace gesso::ui {
namespace {

EngineState stateAfter(const Error& error)
{
    switch (error.code) {
    case ErrorCode::VersionMismatch:
        return EngineState::OtherVersion;
    case ErrorCode::EngineNotFound:
        return EngineState::NotFound;
    default:
        return EngineState::Stopped;
    }
}

} // namespace

EngineMonitor::EngineMonitor(ServiceEvents& events, QObject* parent) : QObject(parent)
{
    connect(&events, &ServiceEvents::readyHeard, this, &EngineMonitor::noteReady);
    connect(&events, &ServiceEvents::silentHeard, this, &EngineMonitor::noteSilent);
    connect(&events, &ServiceEvents::lostHeard, this, &EngineMonitor::noteLost);
    connect(&events, &ServiceEvents::devicesHeard, this, [this](const std::vector<DeviceInfo>& devices) {
        m_status.devices = devices;
        Q_EMIT changed(m_status);
    });
    connect(&events, &ServiceEvents::startedHeard, this, [this](JobId job) {
        m_running.insert(job);
        set(EngineState::Working);
    });
    connect(&events, &ServiceEvents::finishedHeard, this, [this](JobId job) { noteEnded(job); });
    connect(&events, &ServiceEvents::failedHeard, this, [this](JobId job) { noteEnded(job); });
    connect(&events, &ServiceEvents::cancelledHeard, this, [this](JobId job) { noteEnded(job); });
}

void EngineMonitor::noteStarting()
{
    set(EngineState::Starting);
}

void EngineMonitor::noteReady(const std::vector<DeviceInfo>& devices)
{
    m_running.clear();
    m_status.devices = devices;
    set(EngineState::Ready);
}

void EngineMonitor::noteSilent(bool silent)
{
    if (silent && m_status.state != EngineState::Silent) {
        m_beforeSilence = m_status.state;
        set(EngineState::Silent);
        Q_EMIT silenced();
    } else if (!silent && m_status.state == EngineState::Silent) {
        set(m_beforeSilence);
    }
}

void EngineMonitor::noteLost(const Error& error, bool restarting)
{
    const QString message = QString::fromStdString(error.message);
    const bool worked = !m_running.empty();
    m_running.clear();
    set(restarting ? EngineState::Restarting : stateAfter(error), message);
    if (restarting) {
        Q_EMIT restarted(message, worked);
    }
}

void EngineMonitor::noteEnded(JobId job)
{
    // Only a job that ran can end the work: late words about others do not.
    if (m_running.erase(job) > 0 && m_running.empty()) {
        set(EngineState::Ready);
    }
}

void EngineMonitor::set(EngineState state, const QString& message)
{
    if (m_status.state != state || m_status.message != message) {
        m_status.state = state;
        m_status.message = message;
        Q_EMIT changed(m_status);
    } else if (state == EngineState::Ready) {
        Q_EMIT changed(m_status); // the devices may be others
    }
}

} // namespace gesso::ui
