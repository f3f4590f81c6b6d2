// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt_text.h"

#include <QTest>

#include <limits>

using namespace gesso;

class TestPromptText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsNumbers()
    {
        QCOMPARE(promptNumber("1.3"), std::optional(1.3));
        QCOMPARE(promptNumber(" +.5\n"), std::optional(.5));
        QCOMPARE(promptNumber("-2."), std::optional(-2.));
        QCOMPARE(promptNumber(std::string(400, '9')), std::optional(std::numeric_limits<double>::max()));
        QCOMPARE(promptNumber("-" + std::string(400, '9')), std::optional(-std::numeric_limits<double>::max()));
        QCOMPARE(promptNumber("00." + std::string(400, '0') + "1"), std::optional(0.));
        for (const char* text : {"", " ", ".", "+", "1e3", "1.2.3", "0x1", "nan", "inf", "1 2", "--1", "1-"}) {
            QVERIFY2(!promptNumber(text), text);
        }
    }

    void findsWholeWords()
    {
        QCOMPARE(findWord("SAND AND é AND", "AND", 0), std::size_t{5});
        QCOMPARE(findWord("SAND AND é AND", "AND", 6), std::size_t{12});
        QCOMPARE(findWord("_AND AND1 éAND ANDé ß", "AND", 0), std::string_view::npos);
        QCOMPARE(findWord("桜AND桜", "AND", 0), std::string_view::npos);
        QCOMPARE(findWord("，AND。", "AND", 0), std::size_t{3});
        QCOMPARE(findWord("\xff"
                          "AND\xff",
                          "AND", 0),
                 std::size_t{1}); // bytes that are no text are no letters
    }

    void substitutesWhatNests()
    {
        const std::string text = "0123456789";
        QCOMPARE(substituted(text, {}), text);
        QCOMPARE(substituted(text, {{{1, 3}, {1, 1}}, {{5, 9}, {6, 8}}}), std::string("034679"));
        QCOMPARE(substituted(text, {{{0, 10}, {2, 8}}, {{1, 2}, {1, 2}}, {{3, 6}, {4, 5}}, {{8, 9}, {8, 9}}}),
                 std::string("2467"));
        QCOMPARE(substituted(text, {{{0, 5}, {0, 5}}, {{0, 5}, {1, 2}}}), std::string("156789"));
    }
};

QTEST_GUILESS_MAIN(TestPromptText)
#include "test_prompt_text.moc"
