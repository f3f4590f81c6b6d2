// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/srgb.h"

#include <QTest>

#include <limits>

using namespace gesso;

class TestSrgb final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheStandard()
    {
        QCOMPARE(linearFromSrgb8(0), 0.F);
        QCOMPARE(linearFromSrgb8(255), 1.F);
        QCOMPARE(linearFromSrgb8(10), 10.F / 255.F / 12.92F);
        QVERIFY(std::abs(linearFromSrgb8(128) - 0.2158605F) < 1e-6F);
    }

    void everyValueComesBack()
    {
        for (int value = 0; value < 256; ++value) {
            QCOMPARE(srgb8FromLinear(linearFromSrgb8(static_cast<std::uint8_t>(value))), value);
        }
    }

    void valuesOutsideAreBroughtInside()
    {
        QCOMPARE(srgb8FromLinear(-1.F), 0);
        QCOMPARE(srgb8FromLinear(7.F), 255);
        QCOMPARE(srgb8FromLinear(std::numeric_limits<float>::infinity()), 255);
        QCOMPARE(srgb8FromLinear(std::numeric_limits<float>::quiet_NaN()), 0);
        QCOMPARE(eightBits(0.5F), 128);
        QCOMPARE(eightBits(std::numeric_limits<float>::quiet_NaN()), 0);
    }
};

QTEST_APPLESS_MAIN(TestSrgb)
#include "test_srgb.moc"
