// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/numbers.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace gesso::cli;

class TestNumbers final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWholeNumbers()
    {
        QCOMPARE(wholeNumber("--steps", "1", 1, 1000).value(), 1);
        QCOMPARE(wholeNumber("--steps", "1000", 1, 1000).value(), 1000);
        QCOMPARE(wholeNumber("--steps", "007", 1, 1000).value(), 7);
    }

    void refusesOtherTexts_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"", "0", "1001", "-1", "+1", "1.0", "1e2", " 1", "1 ", "1x", "x", "nan", "inf", "0x10",
                                 "99999999999999999999", "\u0661"}) {
            QTest::newRow(text) << std::string(text);
        }
    }
    void refusesOtherTexts()
    {
        QFETCH(std::string, text);
        const Result<int> number = wholeNumber("--steps", text, 1, 1000);
        QVERIFY(!number);
        QCOMPARE(number.error(),
                 (Error{ErrorCode::InvalidRequest, "--steps is '" + text + "': give a whole number from 1 to 1000."}));
    }

    void cutsLongTextsInMessages()
    {
        QVERIFY(wholeNumber("--steps", std::string(100'000, '9'), 1, 9).error().message.size() < 200);
    }

    void readsSeeds()
    {
        QCOMPARE(seedNumber("--seed", "0").value(), std::uint64_t{0});
        QCOMPARE(seedNumber("--seed", "18446744073709551615").value(), UINT64_MAX);
        for (const char* text : {"18446744073709551616", "-1", "1.5", "", "seed"}) {
            QVERIFY(!seedNumber("--seed", text));
        }
    }

    void readsRealNumbers()
    {
        QCOMPARE(realNumber("--guidance", "7.5", 0., 100.).value(), 7.5);
        QCOMPARE(realNumber("--guidance", "0", 0., 100.).value(), 0.);
        QCOMPARE(realNumber("--guidance", "1e2", 0., 100.).value(), 100.);
        for (const char* text : {"nan", "NaN", "inf", "-inf", "1e9", "1e999", "-0.5", "-0", "7,5", "7.5x", "", " 1"}) {
            QVERIFY2(!realNumber("--guidance", text, 0., 100.), text);
        }
    }

    void readsSizes()
    {
        const PictureSize size = pictureSize("--size", "512x768").value();
        QCOMPARE(size.width, 512);
        QCOMPARE(size.height, 768);
        QVERIFY(pictureSize("--size", "8x16384"));
        for (const char* text : {"512", "512x", "x512", "0x512", "512x0", "513x512", "512x4", "16392x512", "-512x512",
                                 "512x512x512", "512X512", "512 x 512", "", "axb"}) {
            const Result<PictureSize> refused = pictureSize("--size", text);
            QVERIFY2(!refused, text);
            QVERIFY(refused.error().message.find("multiple of 8 from 8 to 16384") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(TestNumbers)
#include "test_numbers.moc"
