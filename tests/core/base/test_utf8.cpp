// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"

#include <QTest>

using namespace gesso;

class TestUtf8 final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhereTextStopsBeingUtf8_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("offset"); // -1: well-formed
        QTest::newRow("empty") << QByteArray("") << -1;
        QTest::newRow("ascii") << QByteArray("a cabin") << -1;
        QTest::newRow("two to four bytes") << QByteArray("é 桜 🌲") << -1;
        QTest::newRow("zero byte is a character") << QByteArray("a\0b", 3) << -1;
        QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << -1;
        QTest::newRow("stray continuation") << QByteArray("ab\x80") << 2;
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
        QTest::newRow("surrogate") << QByteArray("x\xED\xA0\x80") << 1;
        QTest::newRow("above the last code point") << QByteArray("\xF4\x90\x80\x80") << 0;
        QTest::newRow("cut at the end") << QByteArray("abc\xE6\xA1") << 3;
        QTest::newRow("latin-1 e acute") << QByteArray("caf\xE9!") << 3;
    }

    void findsWhereTextStopsBeingUtf8()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, offset);
        const auto found = invalidUtf8At(text.toStdString());
        QCOMPARE(found ? static_cast<int>(*found) : -1, offset);
    }

    void prefixCutsNoCharacter()
    {
        QCOMPARE(utf8Prefix("桜の木", 100), std::string_view("桜の木"));
        QCOMPARE(utf8Prefix("桜の木", 6), std::string_view("桜の"));
        QCOMPARE(utf8Prefix("桜の木", 5), std::string_view("桜"));
        QCOMPARE(utf8Prefix("桜の木", 2), std::string_view(""));
        QCOMPARE(utf8Prefix("🌲x", 4), std::string_view("🌲"));
    }

    void latin1GoesThereAndBack()
    {
        std::string all;
        for (int byte = 0; byte < 256; ++byte) {
            all += static_cast<char>(byte);
        }
        const std::string utf8 = utf8FromLatin1(all);
        QCOMPARE(utf8.size(), std::size_t{128 + 2 * 128});
        QVERIFY(!invalidUtf8At(utf8));
        QCOMPARE(latin1FromUtf8(utf8), std::optional(all));
    }

    void whatIsNotLatin1HasNoLatin1()
    {
        QVERIFY(!latin1FromUtf8("ÿĀ"));
        QVERIFY(!latin1FromUtf8("桜"));
        QVERIFY(!latin1FromUtf8("\xFF"));
    }
};

QTEST_APPLESS_MAIN(TestUtf8)
#include "test_utf8.moc"
