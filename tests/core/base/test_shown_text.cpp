// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/shown_text.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

class TestShownText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingCommandsATerminal()
    {
        QCOMPARE(shownText("a \x1b]0;T\x07\x1b[31mred\r\x7f"), "a \\x1b]0;T\\x07\\x1b[31mred\\x0d\\x7f"s);
        QCOMPARE(shownText("\u009b1m \u202eevil \u2066x\u2028"), "\\u{9b}1m \\u{202e}evil \\u{2066}x\\u{2028}"s);
        QCOMPARE(shownText("\xff\x80 a\0b"s), "\\xff\\x80 a\\x00b"s);
        QCOMPARE(shownText("two\nlines\tand 桜 é 🌲"), "two\nlines\tand 桜 é 🌲"s);
        QCOMPARE(shownLine("two\nlines\tand \x1b"), "two lines and \\x1b"s);
    }

    void jsonStaysTheSameJson()
    {
        QCOMPARE(shownJson("{\"a\": \"\\u001b \u202e \u009b \x7f 桜\"}\n"),
                 "{\"a\": \"\\u001b \\u202e \\u009b \\u007f 桜\"}\n"s);
    }
};

QTEST_APPLESS_MAIN(TestShownText)
#include "test_shown_text.moc"
