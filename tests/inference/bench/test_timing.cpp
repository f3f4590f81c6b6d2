// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/timing.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace gesso::inference;

class TestTiming final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void medianIsTheMiddle()
    {
        QCOMPARE((Timing{{3., 1., 2.}}.median()), 2.);
        QCOMPARE((Timing{{4., 1., 2., 3.}}.median()), 2.5);
        QCOMPARE((Timing{{4., 1., 2., 3.}}.min()), 1.);
    }

    void warmupIsNotCounted()
    {
        int runs = 0;
        const Timing timing = measure([&] { ++runs; }, {.warmup = 2, .repeats = 3});
        QCOMPARE(runs, 5);
        QCOMPARE(timing.seconds.size(), std::size_t{3});
        QVERIFY(timing.min() >= 0.);
    }

    void jsonHasMedianBestAndAllRuns()
    {
        const nlohmann::json json = toJson(Timing{{0.5, 0.25, 1.}});
        QCOMPARE(json.at("median_s").get<double>(), 0.5);
        QCOMPARE(json.at("min_s").get<double>(), 0.25);
        QCOMPARE(json.at("runs").size(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(TestTiming)
#include "test_timing.moc"
