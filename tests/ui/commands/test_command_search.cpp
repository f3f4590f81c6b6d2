// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_search.h"

#include <QTest>

using namespace gesso::ui;

class TestCommandSearch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing typed") << "" << true;
        QTest::newRow("the start") << "zoom" << true;
        QTest::newRow("capitals") << "ZOOM" << true;
        QTest::newRow("a later word") << "fit" << true;
        QTest::newRow("words in any order") << "fit zoom" << true;
        QTest::newRow("the category") << "canvas" << true;
        QTest::newRow("category and name") << "canv fit" << true;
        QTest::newRow("initials") << "ztf" << true;
        QTest::newRow("within a word") << "oom" << true;
        QTest::newRow("another") << "queue" << false;
        QTest::newRow("one word of two") << "zoom queue" << false;
    }

    void finds()
    {
        QFETCH(QString, query);
        QFETCH(bool, found);
        QCOMPARE(searchScore(query, QStringLiteral("Zoom to fit"), QStringLiteral("Canvas")) > 0, found);
    }

    void otherWordsFindIt()
    {
        const auto score = [](const char* query, const char* name) {
            return searchScore(QString::fromLatin1(query), QString::fromLatin1(name), QStringLiteral("Parameter"),
                               QStringLiteral("cfg scale"));
        };
        QVERIFY(score("cfg", "Guidance") > 0);
        QVERIFY(score("guid", "Guidance") > score("cfg", "Guidance"));
        QCOMPARE(score("fg", "Guidance"), 0);
    }

    void theStartOfANameIsBetterThanItsMiddle()
    {
        const QString category = QStringLiteral("Canvas");
        const QString query = QStringLiteral("co");
        QVERIFY(searchScore(query, QStringLiteral("Copy"), category) >
                searchScore(query, QStringLiteral("Show colours"), category));
        QVERIFY(searchScore(query, QStringLiteral("Show colours"), category) >
                searchScore(query, QStringLiteral("Recolour"), category));
    }
};

QTEST_GUILESS_MAIN(TestCommandSearch)
#include "test_command_search.moc"
