// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/engine_monitor.h"

#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using gesso::ui::EngineMonitor;
using gesso::ui::EngineState;
using gesso::ui::ServiceEvents;

namespace {

const std::vector<DeviceInfo> kDevices{{"cpu:0", "CPU, 2 cores", 8, 4}};

} // namespace

class TestEngineMonitor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itFollowsAnEnginesLife()
    {
        ServiceEvents events;
        const EngineMonitor monitor(events);
        QCOMPARE(monitor.status().state, EngineState::Starting);
        events.engineReady(kDevices);
        QTRY_COMPARE(monitor.status().state, EngineState::Ready);
        QCOMPARE(monitor.status().devices.size(), std::size_t(1));
        events.started(1, "cpu:0");
        QTRY_COMPARE(monitor.status().state, EngineState::Working);
        events.failed(99, {ErrorCode::Internal, "about another job"});
        events.started(2, "cpu:0");
        events.finished(1, {});
        QTest::qWait(0);
        QCOMPARE(monitor.status().state, EngineState::Working);
        events.cancelled(2);
        QTRY_COMPARE(monitor.status().state, EngineState::Ready);
    }

    void aDeathIsTold()
    {
        ServiceEvents events;
        const EngineMonitor monitor(events);
        QSignalSpy restarted(&monitor, &EngineMonitor::restarted);
        events.engineReady(kDevices);
        events.started(1, "cpu:0");
        events.engineLost({ErrorCode::EngineDied, "killed"}, true);
        QTRY_COMPARE(monitor.status().state, EngineState::Restarting);
        QCOMPARE(restarted.size(), 1);
        QCOMPARE(monitor.status().message, QStringLiteral("killed"));
        events.engineReady(kDevices);
        QTRY_COMPARE(monitor.status().state, EngineState::Ready);
        QVERIFY(monitor.status().message.isEmpty());
    }

    void aDeathIsToldAlsoWhereNoJobRan()
    {
        ServiceEvents events;
        const EngineMonitor monitor(events);
        QSignalSpy restarted(&monitor, &EngineMonitor::restarted);
        events.engineReady(kDevices);
        events.engineLost({ErrorCode::EngineDied, "killed"}, true);
        QTRY_COMPARE(restarted.size(), 1);
        QCOMPARE(restarted[0][1].toBool(), false);
        events.engineReady(kDevices);
        events.started(1, "cpu:0");
        events.engineLost({ErrorCode::EngineDied, "killed"}, true);
        QTRY_COMPARE(restarted.size(), 2);
        QCOMPARE(restarted[1][1].toBool(), true);
    }

    void aSilenceIsToldAndForgotten_data()
    {
        QTest::addColumn<bool>("ready");
        QTest::addColumn<bool>("working");
        QTest::addColumn<EngineState>("state");
        QTest::newRow("starting") << false << false << EngineState::Starting;
        QTest::newRow("ready") << true << false << EngineState::Ready;
        QTest::newRow("working") << true << true << EngineState::Working;
    }

    void aSilenceIsToldAndForgotten()
    {
        QFETCH(bool, ready);
        QFETCH(bool, working);
        QFETCH(EngineState, state);
        ServiceEvents events;
        const EngineMonitor monitor(events);
        QSignalSpy silenced(&monitor, &EngineMonitor::silenced);
        if (ready) {
            events.engineReady(kDevices);
        }
        if (working) {
            events.started(1, "cpu:0");
        }
        events.engineSilent(true);
        QTRY_COMPARE(monitor.status().state, EngineState::Silent);
        QCOMPARE(silenced.size(), 1);
        events.engineSilent(false);
        QTRY_COMPARE(monitor.status().state, state);
        events.engineSilent(true);
        events.engineLost({ErrorCode::EngineHung, "silent"}, true);
        QTRY_COMPARE(monitor.status().state, EngineState::Restarting);
    }

    void whatTheUserMustMendIsTold_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<EngineState>("state");
        QTest::newRow("not there") << ErrorCode::EngineNotFound << EngineState::NotFound;
        QTest::newRow("another version") << ErrorCode::VersionMismatch << EngineState::OtherVersion;
        QTest::newRow("died idle") << ErrorCode::EngineDied << EngineState::Stopped;
    }

    void whatTheUserMustMendIsTold()
    {
        QFETCH(ErrorCode, code);
        QFETCH(EngineState, state);
        ServiceEvents events;
        const EngineMonitor monitor(events);
        events.engineLost({code, "why"}, false);
        QTRY_COMPARE(monitor.status().state, state);
        QVERIFY(monitor.status().needsUser());
    }

    void freeMemoryIsKeptUpToDate()
    {
        ServiceEvents events;
        const EngineMonitor monitor(events);
        events.engineReady(kDevices);
        events.devicesChanged({{"cpu:0", "CPU, 2 cores", 8, 1}});
        QTRY_VERIFY(!monitor.status().devices.empty() && monitor.status().devices[0].freeBytes == 1);
    }
};

QTEST_GUILESS_MAIN(TestEngineMonitor)
#include "test_engine_monitor.moc"
