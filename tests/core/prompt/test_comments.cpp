// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/comments.h"

#include <QTest>

using namespace gesso;

class TestComments final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesCommentsOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rest");
        const auto row = [](const char* text, const char* rest) { QTest::newRow(text) << text << rest; };
        row("no comment", "no comment");
        row("cat # a note", "cat ");
        row("cat #note\ndog", "cat \ndog");
        row("cat #note\r\ndog", "cat \r\ndog");
        row("# a whole line\ndog", "\ndog");
        row("a #a1b2c3 dress", "a #a1b2c3 dress");
        row("#FFF, #fff8, #A1B2C3D4", "#FFF, #fff8, #A1B2C3D4");
        row("#a1b2c3d", "");
        row("#abcé", "");
        row("#ab", "");
        row("#a1b2c3 # red", "#a1b2c3 ");
        row("C\\# major", "C\\# major");
        row("\\\\# note", "\\\\");
        row("a # b # c", "a ");
    }

    void takesCommentsOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, rest);
        QCOMPARE(QString::fromStdString(withoutComments(text.toStdString())), rest);
    }

    void saysWhereTheyAre() { QCOMPARE(findComments("é #x\n#y"), (std::vector<TextRange>{{3, 5}, {6, 8}})); }
};

QTEST_GUILESS_MAIN(TestComments)
#include "test_comments.moc"
