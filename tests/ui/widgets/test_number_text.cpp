// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/number_text.h"

#include <QTest>

using namespace gesso::ui;

class TestNumberText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<double>("value");
        QTest::newRow("plain") << "25"
                               << "" << 0 << 25.0;
        QTest::newRow("with its unit") << "64 px"
                                       << " px" << 0 << 64.0;
        QTest::newRow("unit in capitals") << "64PX"
                                          << " px" << 0 << 64.0;
        QTest::newRow("comma as the point") << "0,65"
                                            << "" << 2 << 0.65;
        QTest::newRow("spaces between figures") << "2 847 190 553"
                                                << "" << 0 << 2847190553.0;
        QTest::newRow("comma between thousands") << "1,024"
                                                 << "" << 0 << 1024.0;
        QTest::newRow("comma with decimals") << "1,024"
                                             << "" << 3 << 1.024;
        QTest::newRow("signs") << "-3"
                               << "" << 0 << -3.0;
        QTest::newRow("a real minus") << QString(QChar(0x2212)) + "3"
                                      << "" << 0 << -3.0;
        QTest::newRow("arabic figures") << QString::fromUtf8("\u0664\u0662") << "" << 0 << 42.0;
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, suffix);
        QFETCH(int, decimals);
        QFETCH(double, value);
        const std::optional<double> number = numberFromText(text, suffix, decimals);
        QVERIFY(number);
        QCOMPARE(*number, value);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "  ", "nan", "inf", "-inf", "1e999", "abc", "1 2 x", "--1", "1.2.3", "px"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
        QTest::newRow("huge") << QString(1 << 16, QLatin1Char('x'));
    }

    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!numberFromText(text, QStringLiteral(" px"), 1));
    }

    void writes()
    {
        const QString thin(QChar(0x2009));
        QCOMPARE(textFromNumber(1024, 0), QStringLiteral("1024"));
        QCOMPARE(textFromNumber(2847190553.0, 0), "2" + thin + "847" + thin + "190" + thin + "553");
        QCOMPARE(textFromNumber(-12345.5, 1), "-12" + thin + "345.5");
        QCOMPARE(textFromNumber(0.65, 2), QStringLiteral("0.65"));
    }

    void readsWhatItWrites()
    {
        for (const double value : {0.0, 7.5, -12345.25, 4294967295.0}) {
            const std::optional<double> back = numberFromText(textFromNumber(value, 2), {}, 2);
            QVERIFY(back);
            QCOMPARE(*back, value);
        }
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "test_number_text.moc"
