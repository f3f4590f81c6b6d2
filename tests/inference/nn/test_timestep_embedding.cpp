// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/timestep_embedding.h"

#include <ATen/ATen.h>
#include <QTest>

#include <cmath>

using namespace gesso::inference;

class TestTimestepEmbedding final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sinusoidFollowsTheFormula_data()
    {
        QTest::addColumn<double>("timestep");
        QTest::addColumn<bool>("flip");
        QTest::addColumn<double>("shift");
        QTest::newRow("cosines first") << 981. << true << 0.;
        QTest::newRow("sines first") << 981. << false << 0.;
        QTest::newRow("shifted") << 1. << true << 1.;
        QTest::newRow("fractional") << 959.25 << true << 0.;
        QTest::newRow("zero") << 0. << true << 0.;
    }

    void sinusoidFollowsTheFormula()
    {
        QFETCH(double, timestep);
        QFETCH(bool, flip);
        QFETCH(double, shift);
        constexpr int kHalf = 8;
        const at::Tensor sinusoid =
            timestepSinusoid(timestep, {.width = 2 * kHalf, .flipSinToCos = flip, .freqShift = shift});
        QCOMPARE(sinusoid.sizes().vec(), (std::vector<std::int64_t>{1, 2 * kHalf}));
        for (int i = 0; i < kHalf; ++i) {
            const double angle = timestep * std::exp(-std::log(10000.) * i / (kHalf - shift));
            const auto first = sinusoid[0][i].item<double>();
            const auto second = sinusoid[0][kHalf + i].item<double>();
            QVERIFY(std::abs(first - (flip ? std::cos(angle) : std::sin(angle))) < 1e-4);
            QVERIFY(std::abs(second - (flip ? std::sin(angle) : std::cos(angle))) < 1e-4);
        }
    }

    void fractionsOfATimestepCount()
    {
        const TimestepSinusoid shape{.width = 16};
        QVERIFY(!at::equal(timestepSinusoid(959., shape), timestepSinusoid(959.25, shape)));
    }
};

QTEST_APPLESS_MAIN(TestTimestepEmbedding)
#include "test_timestep_embedding.moc"
