// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/name_pattern.h"

#include <QTest>

#include <string>

using namespace gesso;

class TestNamePattern final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fits_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("does");
        const auto row = [](const char* path, const char* pattern, bool does) {
            QTest::addRow("%s %s", path, pattern) << path << pattern << does;
        };
        row("cat", "cat", true);
        row("cat", "ca", false);
        row("", "*", true);
        row("animals/cat", "animals/*", true);
        row("animals/wild/lion", "animals/*", false);
        row("animals", "animals/*", false);
        row("animals/wild/lion", "animals/**", true);
        row("animals/wild/lion", "animals/**/*", true);
        row("animals/cat", "animals/**/*", true);
        row("animals/wild/lion", "**/lion", true);
        row("lion", "**/lion", true);
        row("sealion", "**/lion", false);
        row("colours-cold", "colours*", true);
        row("colours-cold", "*c*d", true);
        row("a/b", "?/b", true);
        row("a/b", "a?b", false);
        row("abc", "a*?c", true);
        row("ac", "a*?c", false);
    }

    void fits()
    {
        QFETCH(QString, path);
        QFETCH(QString, pattern);
        QFETCH(bool, does);
        QCOMPARE(fitsPattern(path.toStdString(), pattern.toStdString()), does);
    }

    void manyStarsTakeNoLonger()
    {
        std::string pattern;
        for (int i = 0; i < 500; ++i) {
            pattern += "*a";
        }
        QVERIFY(!fitsPattern(std::string(4000, 'a'), pattern + "b")); // ends at once, or never
    }
};

QTEST_GUILESS_MAIN(TestNamePattern)
#include "test_name_pattern.moc"
