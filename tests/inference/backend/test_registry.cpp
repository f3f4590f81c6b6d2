// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;

class TestRegistry final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("GESSO_BACKEND"); }

    void cpuHasItsOwnBackend() { QCOMPARE(backendFor(at::kCPU).name(), std::string_view("cpu")); }

    void environmentPicksTheReference()
    {
        qputenv("GESSO_BACKEND", "reference");
        QCOMPARE(&backendFor(at::kCPU), &referenceBackend());
    }

    void unknownBackendIsNamed()
    {
        qputenv("GESSO_BACKEND", "abacus");
        try {
            (void)backendFor(at::kCPU);
            QFAIL("no error");
        } catch (const EngineError& error) {
            QVERIFY(QString(error.what()).contains("abacus"));
        }
    }

    void otherDevicesAreRefused() { QVERIFY_EXCEPTION_THROWN((void)backendFor(at::Device(at::kCUDA, 0)), EngineError); }
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "test_registry.moc"
