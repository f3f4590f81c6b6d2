// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <QTest>

using namespace gesso;

class TestError final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersSurviveTheWire()
    {
        QCOMPARE(errorCodeFromNumber(201), ErrorCode::ModelDamaged);
        QCOMPARE(errorCodeFromNumber(600), ErrorCode::Cancelled);
        QCOMPARE(errorCodeFromNumber(12345), ErrorCode::Internal);
        QCOMPARE(errorCodeFromNumber(~0ULL), ErrorCode::Internal);
    }

    void exitStatusesAreThoseOfTheCommandLine()
    {
        QCOMPARE(exitStatus(ErrorCode::InvalidRequest), 2);
        QCOMPARE(exitStatus(ErrorCode::ModelDamaged), 3);
        QCOMPARE(exitStatus(ErrorCode::DiskFull), 3);
        QCOMPARE(exitStatus(ErrorCode::EngineDied), 4);
        QCOMPARE(exitStatus(ErrorCode::Cancelled), 130);
    }

    void namesAreStable() { QCOMPARE(name(ErrorCode::OutOfDeviceMemory), std::string_view("out-of-device-memory")); }
};

QTEST_APPLESS_MAIN(TestError)
#include "test_error.moc"
