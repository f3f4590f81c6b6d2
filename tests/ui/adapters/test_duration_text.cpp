// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/duration_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gesso::ui;

class TestDurationText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysDurations_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("shortText");
        QTest::addColumn<QString>("longText");
        QTest::newRow("none yet") << 0. << "1 s"
                                  << "1 second";
        QTest::newRow("seconds") << 4.3 << "4 s"
                                 << "4 seconds";
        QTest::newRow("nearly a minute") << 59.4 << "59 s"
                                         << "59 seconds";
        QTest::newRow("rounded to a minute") << 59.6 << "1 min"
                                             << "1 minute";
        QTest::newRow("minutes") << 130. << "2 min"
                                 << "2 minutes";
        QTest::newRow("an hour") << 3600. << "1 h"
                                 << "1 hour";
        QTest::newRow("rounded to an hour") << 3590. << "1 h"
                                            << "1 hour";
        QTest::newRow("hours") << 3900. << "1 h 5 min"
                               << "1 hour 5 minutes";
        QTest::newRow("negative") << -1. << ""
                                  << "";
        QTest::newRow("no number") << std::nan("") << ""
                                   << "";
        QTest::newRow("for ever") << std::numeric_limits<double>::infinity() << ""
                                  << "";
        QTest::newRow("very long") << 1e300 << "10000 h"
                                   << "10000 hours";
    }

    void saysDurations()
    {
        QFETCH(double, seconds);
        QFETCH(QString, shortText);
        QFETCH(QString, longText);
        QCOMPARE(shortDuration(seconds), shortText);
        QCOMPARE(longDuration(seconds), longText);
    }

    void saysWhatIsLeft()
    {
        QCOMPARE(timeLeftText(4.), QStringLiteral("4 s left"));
        QVERIFY(timeLeftText(std::nullopt).isEmpty());
        QVERIFY(timeLeftText(-3.).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDurationText)
#include "test_duration_text.moc"
