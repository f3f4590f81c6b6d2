// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_text.h"

#include <QPlainTextEdit>
#include <QTest>

using namespace gesso::ui;

namespace {

constexpr qsizetype kMebibyte = qsizetype{1} << 20;

QString throughBox(const QString& text)
{
    QPlainTextEdit box;
    box.setPlainText(folded(text));
    return unfolded(box.document()->toRawText());
}

} // namespace

/// Texts of any shape go into a box and come out as they were.
class TestPromptText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesOutOfABoxAsItWent_data()
    {
        QTest::addColumn<QString>("text");
        QString words;
        while (words.size() < 20000) {
            words += QStringLiteral("cabin on a lake, ");
        }
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << QStringLiteral("cabin on a lake\nwith\tboats");
        QTest::newRow("no-break space") << QStringLiteral("a\u00a0b");
        QTest::newRow("long line") << words;
        QTest::newRow("long line without spaces") << QString(20000, u'a');
        QTest::newRow("many lines") << QString(20000, u'\n');
        QTest::newRow("many words in lines") << QString(words).replace(u',', u'\n');
        QTest::newRow("pairs") << QStringLiteral("😀").repeated(5000);
        QTest::newRow("right to left") << QStringLiteral("שלום עולם");
    }

    void comesOutOfABoxAsItWent()
    {
        QFETCH(QString, text);
        QCOMPARE(throughBox(text), text);
        QCOMPARE(cleanedText(text), text);
    }

    void foldsLinesThatAreTooLong()
    {
        const QString shown = folded(QString(20000, u'a'));
        for (const QString& line : shown.split(u'\n')) {
            QVERIFY(line.size() <= 1001);
        }
        QCOMPARE(folded(QStringLiteral("a b\nc")), QStringLiteral("a b\nc"));
    }

    void neverParesAPairOfSurrogates()
    {
        const QString shown = folded(u'a' + QStringLiteral("😀").repeated(5000));
        for (const QString& line : shown.split(u'\n')) {
            QVERIFY(!line.startsWith(u'\u2060') && !line[0].isLowSurrogate());
        }
    }

    void cleansWhatABoxCannotHold()
    {
        QCOMPARE(cleanedText(QStringLiteral("a\r\nb\rc")), QStringLiteral("a\nb\nc"));
        QCOMPARE(cleanedText(QStringLiteral("a") + QChar(0) + u'b'), QStringLiteral("ab"));
        QCOMPARE(cleanedText(QString(QChar(0xd800)) + u'x'), QStringLiteral("\ufffdx"));
        QCOMPARE(cleanedText(QString(QChar(0xfdd0))), QStringLiteral("\ufffd"));
        QCOMPARE(cleanedText(QString(QChar(0x2029))), QStringLiteral("\n"));
    }

    void countsAndCutsBytes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("kept");
        QTest::newRow("ascii") << "abc" << 2 << "ab";
        QTest::newRow("all of it") << "abc" << 3 << "abc";
        QTest::newRow("no half of two bytes") << QStringLiteral("aä") << 2 << "a";
        QTest::newRow("no half of three") << QStringLiteral("a€") << 3 << "a";
        QTest::newRow("no half of a pair") << QStringLiteral("a😀b") << 4 << "a";
        QTest::newRow("a whole pair") << QStringLiteral("a😀b") << 5 << QStringLiteral("a😀");
        QTest::newRow("nothing") << "abc" << 0 << "";
    }

    void countsAndCutsBytes()
    {
        QFETCH(QString, text);
        QFETCH(int, most);
        QFETCH(QString, kept);
        QCOMPARE(utf8Bytes(text), text.toUtf8().size());
        QCOMPARE(cutToBytes(text, most), kept);
    }

    void findsABytesPlaceInTheBox()
    {
        const QString text = QStringLiteral("ä€😀 ").repeated(2000) + QStringLiteral("END");
        QPlainTextEdit box;
        box.setPlainText(folded(text));
        const QString raw = box.document()->toRawText();
        const qsizetype byte = text.toUtf8().size() - 3;
        QCOMPARE(raw.mid(positionOfByte(raw, byte)), QStringLiteral("END"));
        QCOMPARE(positionOfByte(raw, kMebibyte), raw.size());
        QCOMPARE(positionOfByte(raw, 0), 0);
    }
};

QTEST_MAIN(TestPromptText)
#include "test_prompt_text.moc"
