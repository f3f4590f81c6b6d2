// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/weights.h"
#include "tests/support/time_judge.h"

#include "long_prompts.h"

#include <QTest>

#include <cmath>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

using Pieces = std::vector<std::pair<std::string, double>>;

constexpr std::chrono::milliseconds kMost{1500};

// "text=weight" of each piece; sections are parted by " / ".
QString described(const WeightedPrompt& prompt)
{
    QStringList sections;
    for (const auto& section : prompt) {
        QStringList pieces;
        for (const WeightedText& piece : section) {
            pieces << QStringLiteral("<%1>=%2").arg(QString::fromStdString(piece.text)).arg(piece.weight, 0, 'g', 9);
        }
        sections << pieces.join(' ');
    }
    return sections.join(" / ");
}

} // namespace

class TestWeights final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAsWebui_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pieces");
        const auto row = [](const char* text, const char* pieces) { QTest::newRow(text) << text << pieces; };
        QTest::newRow("empty") << ""
                               << "";
        row("normal text", "<normal text>=1");
        row("an (important) word", "<an >=1 <important>=1.1 < word>=1");
        row("(((x)))", "<x>=1.331");
        row("[x]", "<x>=0.909090909");
        row("[[x]]", "<x>=0.826446281");
        row("(x:1.3)", "<x>=1.3");
        row("(x: 1.3 )", "<x>=1.3");
        row("(x:+.5)", "<x>=0.5");
        row("(x:-1)", "<x>=-1");
        row("((x:1.3))", "<x>=1.43");
        row("(a (b:1.2) c:1.5)", "<a >=1.5 <b>=1.8 < c>=1.5");
        row("(unbalanced", "<unbalanced>=1.1");
        row("a [b", "<a >=1 <b>=0.909090909");
        row("a) b]", "<a) b]>=1");
        row("a:1.2) b", "<a:1.2) b>=1");
        row("\\(literal\\]", "<(literal]>=1");
        row("\\(\\)\\[\\]\\\\", "<()[]\\>=1");
        row("(a\\):1.2)", "<a)>=1.2");
        row("one\\x", "<onex>=1");
        row("end\\", "<end>=1");
        row("\\é", "<é>=1");
        row("(unnecessary)(parens)", "<unnecessaryparens>=1.1");
        row("a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).",
            "<a >=1 <house>=1.573 < >=1.1 <on>=1 < a >=1.1 <hill>=0.55 <, sun, >=1.1 <sky>=1.4641 <.>=1.1");
        row("(a [b) c]", "<a >=1.1 <b>=1 < c>=0.909090909"); // brackets of two kinds need not nest
        row("16:9, (4:3:1.5)", "<16:9, >=1 <4:3>=1.5");
        row("(a:1.2.3)", "<a:1.2.3>=1.1");
        row("(a:b)", "<a:b>=1.1");
        row("()a()", "<a>=1");
        row("(:1.4)", "");
    }

    void readsAsWebui()
    {
        QFETCH(QString, text);
        QFETCH(QString, pieces);
        QCOMPARE(described(parseWeights(text.toStdString(), PromptGrammar::A1111)), pieces);
    }

    void readsAsComfy_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pieces");
        const auto row = [](const char* text, const char* pieces) { QTest::newRow(text) << text << pieces; };
        row("(x)", "<x>=1.1");
        row("((x))", "<x>=1.21");
        row("((x:1.3))", "<x>=1.3");
        row("(a (b:1.2) c:1.5)", "<a >=1.5 <b>=1.2 < c>=1.5");
        row("(a (b) c:1.5)", "<a >=1.5 <b>=1.65 < c>=1.5");
        row("[x] (y)", "<[x] >=1 <y>=1.1");
        row("[a:b:0.5]", "<[a:b:0.5]>=1");
        row("(unbalanced", "<(unbalanced>=1");
        row("a) (b)", "<a) >=1 <b>=1.1");
        row("\\(x\\)", "<(x)>=1");
    }

    void readsAsComfy()
    {
        QFETCH(QString, text);
        QFETCH(QString, pieces);
        QCOMPARE(described(parseWeights(text.toStdString(), PromptGrammar::Comfy)), pieces);
    }

    void cutsAtBreak_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pieces");
        const auto row = [](const char* text, const char* pieces) { QTest::newRow(text) << text << pieces; };
        row("a BREAK b", "<a>=1 / <b>=1");
        row("aBREAK b", "<aBREAK b>=1");
        row("a BREAKS", "<a BREAKS>=1");
        row("a break b", "<a break b>=1");
        row("_BREAK éBREAK", "<_BREAK éBREAK>=1");
        row("a,BREAK，b", "<a,>=1 / <，b>=1");
        row("BREAK", " / ");
        row("a\n BREAK \nBREAK b", "<a>=1 /  / <b>=1");
        row("(a BREAK b:1.2) c", "<a>=1.2 / <b>=1.2 < c>=1");
        row("a \\BREAK", "<a BREAK>=1");
        row("(BREAK)", " / ");
    }

    void cutsAtBreak()
    {
        QFETCH(QString, text);
        QFETCH(QString, pieces);
        QCOMPARE(described(parseWeights(text.toStdString(), PromptGrammar::A1111)), pieces);
    }

    void saysWhereEachPieceCameFrom()
    {
        const std::string text = "é (cat\\): 1.2 ) [dog";
        const WeightedPrompt prompt = parseWeights(text, PromptGrammar::A1111);
        QCOMPARE(prompt.size(), std::size_t{1});
        std::vector<std::string> ranges;
        for (const WeightedText& piece : prompt[0]) {
            ranges.emplace_back(piece.range.of(text));
        }
        QCOMPARE(ranges, (std::vector<std::string>{"é ", "cat\\)", " ", "dog"}));
    }

    void limitsWeights()
    {
        const std::string deep =
            std::string(10000, '(') + "x" + std::string(10000, ')') + std::string(10000, '[') + "y";
        const WeightedPrompt prompt = parseWeights(deep, PromptGrammar::A1111);
        QCOMPARE(prompt[0][0].weight, kGreatestPromptWeight);
        QVERIFY(prompt[0][1].weight >= 0. && prompt[0][1].weight < 1e-300);
        QCOMPARE(described(parseWeights("(x:" + std::string(400, '9') + ")", PromptGrammar::A1111)),
                 QStringLiteral("<x>=1000"));
        QCOMPARE(described(parseWeights(std::string(10000, '(') + "(x:0)", PromptGrammar::A1111)),
                 QStringLiteral("<x>=0"));
    }

    void takesTimeInProportion()
    {
        for (const std::string& text : longPrompts()) {
            TimeJudge time;
            for (const PromptGrammar grammar : {PromptGrammar::A1111, PromptGrammar::Comfy}) {
                const WeightedPrompt prompt = parseWeights(text, grammar);
                for (const auto& section : prompt) {
                    for (const WeightedText& piece : section) {
                        QVERIFY(std::isfinite(piece.weight));
                        QVERIFY(!piece.text.empty() && piece.range.end <= text.size());
                    }
                }
            }
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestWeights)
#include "test_weights.moc"
