// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/adjust_weight.h"
#include "tests/support/time_judge.h"

#include "long_prompts.h"

#include <QTest>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{2000};

// A prompt whose selection is marked with "<" ">", or with "^" where it is a cursor.
struct Marked {
    std::string text;
    TextRange selection;
};

Marked marked(QString typed)
{
    typed.replace(QStringLiteral("^"), QStringLiteral("«»"));
    const qsizetype begin = typed.indexOf(QChar(0xAB));
    const qsizetype end = typed.indexOf(QChar(0xBB)) - 1;
    typed.remove(QChar(0xAB)).remove(QChar(0xBB));
    return {typed.toStdString(),
            {static_cast<std::size_t>(typed.left(begin).toUtf8().size()),
             static_cast<std::size_t>(typed.left(end).toUtf8().size())}};
}

QString shown(const PromptChange& change)
{
    QByteArray text = QByteArray::fromStdString(change.text);
    text.insert(qsizetype(change.selection.end), "»");
    text.insert(qsizetype(change.selection.begin), "«");
    return QString::fromUtf8(text);
}

} // namespace

class TestAdjustWeight final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesWeights_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("delta");
        QTest::addColumn<QString>("changed");
        const auto row = [](const char* typed, double delta, const char* changed) {
            QTest::addRow("%s %g", typed, delta) << typed << delta << changed;
        };
        row("a «cat» b", .05, "a («cat»:1.05) b");
        row("a «cat» b", -.05, "a («cat»:0.95) b");
        row("a («cat»:1.05) b", .05, "a («cat»:1.1) b");
        row("a «(cat:1.05)» b", .05, "a («cat»:1.1) b");
        row("a («cat»:1.05) b", -.05, "a «cat» b");
        row("a («cat»:0.95) b", .05, "a «cat» b");
        row("a («cat») b", .05, "a («cat»:1.15) b");
        row("a «(cat)» b", -.05, "a («cat»:1.05) b");
        row("a « cat » b", .05, "a  («cat»:1.05)  b");
        row("a c^at b", .05, "a («cat»:1.05) b");
        row("a ^cat b", .05, "a («cat»:1.05) b");
        row("a cat^", .05, "a («cat»:1.05)");
        row("a (big c^at:1.3), b", .05, "a («big cat»:1.35), b");
        row("a ((big:1.1) c^at:1.3)", .05, "a («(big:1.1) cat»:1.35)");
        row("a ((b^ig:1.1) cat:1.3)", .05, "a ((«big»:1.15) cat:1.3)");
        row("a (big c^at)", .05, "a (big («cat»:1.05))");
        row("a (c^at)", .05, "a («cat»:1.15)");
        row("«big cat», dog", .05, "(«big cat»:1.05), dog");
        row("«(a), (b)»", .05, "(«(a), (b)»:1.05)");
        row("une forêt d'ét^é", .05, "une forêt («d'été»:1.05)");
        row("a , ^ , b", .05, "a , «» , b");
        row("^", .05, "«»");
        row("(«cat»:0)", -.05, "(«cat»:0)");
        row("(«cat»:0.02)", -.05, "(«cat»:0)");
        row("(«cat»:10)", .05, "(«cat»:10)");
        row("(«cat»:-1)", .05, "(«cat»:-0.95)");
        row("(«cat»:12)", .05, "(«cat»:12)");
        row("(«cat»: 1.234 )", .05, "(«cat»:1.28)");
        row("a <lora:in^k:0.8> b", .05, "a <lora:«ink»:0.85> b");
        row("<lora:in^k>", -.05, "<lora:«ink»:0.95>");
        row("<lora:in^k:0.8:0.5>", .05, "<lora:«ink»:0.85:0.55>");
        row("<lora:in^k:te=0.8:unet=0.5>", -.05, "<lora:«ink»:te=0.75:unet=0.45>");
        row("\\(c^at\\)", .05, "\\((«cat»:1.05)\\)");
        row("# (\n«cat»", .05, "# (\n(«cat»:1.05)");
    }

    void changesWeights()
    {
        QFETCH(QString, typed);
        QFETCH(double, delta);
        QFETCH(QString, changed);
        const Marked prompt = marked(typed);
        QCOMPARE(shown(adjustWeight(prompt.text, prompt.selection, delta)), changed);
    }

    void upAndDownGivesTheSameText()
    {
        PromptChange change{"a big cat", {2, 5}};
        for (int i = 0; i < 30; ++i) {
            change = adjustWeight(change.text, change.selection, kPromptWeightStep);
        }
        QCOMPARE(change.text, std::string("a (big:2.5) cat"));
        for (int i = 0; i < 30; ++i) {
            change = adjustWeight(change.text, change.selection, -kPromptWeightStep);
        }
        QCOMPARE(change, (PromptChange{"a big cat", {2, 5}}));
    }

    void takesAnySelection()
    {
        QCOMPARE(adjustWeight("cat", {2, 900}, .05).text, std::string("ca(t:1.05)"));
        QCOMPARE(adjustWeight("cat", {3, 0}, .05).text, std::string("(cat:1.05)"));
        QCOMPARE(adjustWeight("é", {1, 2}, .05).text, std::string("(é:1.05)")); // no character is cut in two
        for (const std::string& text : longPrompts()) {
            TimeJudge time;
            const PromptChange change = adjustWeight(text, {text.size() / 2, text.size() / 2}, .05);
            QVERIFY(change.selection.begin <= change.selection.end && change.selection.end <= change.text.size());
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestAdjustWeight)
#include "test_adjust_weight.moc"
