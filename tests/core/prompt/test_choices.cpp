// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/choices.h"

#include "core/prompt/split_mix.h"
#include "long_prompts.h"
#include "tests/support/time_judge.h"

#include <QTest>

#include <map>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{1500};

} // namespace

class TestChoices final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThoseOfSplitMix64()
    {
        // From the C program that Sebastiano Vigna gives away (splitmix64.c), seed 1234567.
        SplitMix numbers(1234567);
        QCOMPARE(numbers.next(), std::uint64_t{6457827717110365317U});
        QCOMPARE(numbers.next(), std::uint64_t{3203168211198807973U});
        QCOMPARE(numbers.next(), std::uint64_t{9817491932198370423U});
        QCOMPARE(numbers.next(), std::uint64_t{4593380528125082431U});
        QCOMPARE(numbers.next(), std::uint64_t{16408922859458223821U});
        QCOMPARE(SplitMix(1234567).below(1000), std::size_t{350});
    }

    void nthChoiceTakesTheNthNumber()
    {
        // Seed 1234567 begins 0.350, 0.174, 0.532, 0.249, 0.890.
        QCOMPARE(withChoicesMade("{a|b|c} {d|e} {f|g}", 1234567), std::string("b d g"));
        QCOMPARE(withChoicesMade("{ a |{b|c|d|e|f|g}|h}{i|j}", 1234567), std::string("cj"));
    }

    void findsChoices_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("possible");
        const auto row = [](const char* text, const QStringList& possible) { QTest::newRow(text) << text << possible; };
        row("no choice", {"no choice"});
        row("{a|b}", {"a", "b"});
        row("{a}", {"{a}"});
        row("{a|b", {"{a|b"});
        row("a|b}", {"a|b}"});
        row("{a|}", {"", "a"});
        row("{ red | blue } fox", {"blue fox", "red fox"});
        row("{a|{b|c}}", {"a", "b", "c"});
        row("{x {a|b}}", {"{x a}", "{x b}"});
        row("{[a|b]|c}", {"[a|b]", "c"});
        row("{a [b|c}", {"a [b", "c"});
        row("{a] b|c}", {"a] b", "c"});
        row("[{a|b]|c}", {"[a", "[b]", "[c"}); // the "]" has no partner within the braces
        row("\\{a|b\\}", {"\\{a|b\\}"});
        row("{a\\|b|c}", {"a\\|b", "c"});
        row("{(a:1.2)|b}", {"(a:1.2)", "b"});
        // Dynamic Prompts: docs/SYNTAX.md of sd-dynamic-prompts.
        row("{2$$a|b}", {"a, b", "b, a"});
        row("{2$$ and $$a|b}", {"a and b", "b and a"});
        row("{1-2$$, $$a|b}", {"a", "a, b", "b", "b, a"});
        row("{-2$$a|b}", {"a", "a, b", "b", "b, a"});
        row("{1-$$a|b}", {"a", "a, b", "b", "b, a"});
        row("{0-1$$a|b}", {"", "a", "b"});
        row("{5$$-$$a|b}", {"a-b", "b-a"});
        row("{2$$a|{b|c}}", {"a, b", "a, c", "b, a", "c, a"});
        row("{2$${a|b}}", {"a, b", "b, a"}); // what a wildcard becomes
        row("{2$${a|b}|c}", {"a, c", "b, c", "c, a", "c, b"});
        row("{ 1$$a|b}", {"a", "b"});
        row("{0::a|b}", {"b"});
        row("{0::a|0::b}", {"a", "b"});
        row("{0.5::a}", {"a"});
        row("{a::b|c}", {"a::b", "c"});
        row("{1girl|2$$}", {"1girl", "2$$"});
        row("{$$a|b}", {"$$a", "b"});
        row("cost $$5", {"cost $$5"});
        row("{2$$$$ab|cd}", {"abcd", "cdab"});
    }

    void findsChoices()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, possible);
        QSet<QString> made;
        for (std::uint64_t seed = 0; seed < 64; ++seed) {
            made.insert(QString::fromStdString(withChoicesMade(text.toStdString(), seed)));
        }
        QStringList sorted(made.begin(), made.end());
        sorted.sort();
        QCOMPARE(sorted, possible);
    }

    void choosesEvenly()
    {
        std::map<std::string, int> counts;
        for (std::uint64_t seed = 0; seed < 3000; ++seed) {
            ++counts[withChoicesMade("{a|b|c}", seed)];
        }
        for (const char* option : {"a", "b", "c"}) {
            QVERIFY2(counts[option] > 900 && counts[option] < 1100, option);
        }
    }

    void weightsAreRelative()
    {
        std::map<std::string, int> counts;
        for (std::uint64_t seed = 0; seed < 3000; ++seed) {
            ++counts[withChoicesMade("{ 3::a|b|.5::c|0.5::d}", seed)];
        }
        QVERIFY(counts["a"] > 1680 && counts["a"] < 1920);
        QVERIFY(counts["b"] > 520 && counts["b"] < 680);
        QVERIFY(counts["c"] > 240 && counts["c"] < 360);
        QCOMPARE(counts["a"] + counts["b"] + counts["c"] + counts["d"], 3000);
    }

    void severalOfManyAreEvenlyTaken()
    {
        std::map<char, int> counts;
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            const std::string made = withChoicesMade("{2$$a|b|c|d}", seed);
            QCOMPARE(made.size(), std::size_t{4});
            QVERIFY(made[0] != made[3]);
            ++counts[made[0]];
            ++counts[made[3]];
        }
        for (const char option : {'a', 'b', 'c', 'd'}) {
            QVERIFY2(counts[option] > 430 && counts[option] < 570, std::to_string(counts[option]).c_str());
        }
    }

    void equalWeightsChooseAsNoneDoes()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            QCOMPARE(withChoicesMade("{a|b|c} {d|e}", seed), withChoicesMade("{2::a|2::b|2::c} {1::d|1::e}", seed));
        }
    }

    void nestsTenDeep()
    {
        std::string text = "x";
        for (int i = 0; i < kMostNestedChoices; ++i) {
            text = "{" + text + "|" + text + "}";
        }
        QCOMPARE(withChoicesMade(text, 5), std::string("x"));
        QCOMPARE(withChoicesMade("{" + text + "|" + text + "}", 5), std::string("{x|x}"));
    }

    void makesTextAnOption_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("option");
        const auto row = [](const char* text, const char* option) { QTest::newRow(text) << text << option; };
        row("plain", "plain");
        row("a|b", "a\\|b");
        row("{a|b} c|d", "{a|b} c\\|d");
        row("[a|b]", "[a|b]");
        row("{a", "\\{a");
        row("a} [b|c", "a\\} \\[b\\|c");
        row("a]", "a\\]");
        row("\\|", "\\|");
        row("a\\", "a");
        row("a\\\\", "a\\\\");
        row("2$$a", "2\\$$a");
        row("{2$$a|b} c", "{2$$a|b} c");
        row("3::red", "3::red");
    }

    void makesTextAnOption()
    {
        QFETCH(QString, text);
        QFETCH(QString, option);
        const std::string made = asOption(text.toStdString());
        QCOMPARE(QString::fromStdString(made), option);
        const auto choices = findChoices("{" + made + "|x}");
        QVERIFY(!choices.empty());
        QCOMPARE(choices[0].options.size(), std::size_t{2});
        QCOMPARE(choices[0].range, (TextRange{0, made.size() + 4}));
    }

    void takesTimeInProportion()
    {
        for (const std::string& text : longPrompts()) {
            TimeJudge time;
            QVERIFY(withChoicesMade(text, 1).size() <= 2 * text.size());
            QVERIFY(asOption(text).size() + 1 >= text.size());
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestChoices)
#include "test_choices.moc"
