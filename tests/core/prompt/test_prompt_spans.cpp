// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt_spans.h"
#include "tests/support/time_judge.h"

#include "long_prompts.h"

#include <QTest>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{2000};

// Text as "<text>weight", all else as its letter and the text.
QString described(const std::string& text, PromptGrammar grammar)
{
    QStringList spans;
    for (const PromptSpan& span : promptSpans(text, grammar)) {
        const auto of = span.range.of(text);
        const QString shown = QString::fromUtf8(of.data(), qsizetype(of.size()));
        const bool weighted = span.kind == PromptSpanKind::Text || span.kind == PromptSpanKind::Wildcard;
        spans << QStringLiteral("TSKCLW").at(int(span.kind)) + QStringLiteral("<%1>").arg(shown) +
                     (weighted ? QString::number(span.weight, 'g', 6) : QString());
    }
    return spans.join(' ');
}

} // namespace

class TestPromptSpans final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coversATypedPrompt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("spans");
        const auto row = [](const char* text, const char* spans) { QTest::newRow(text) << text << spans; };
        QTest::newRow("empty") << ""
                               << "";
        row("plain é", "T<plain é>1");
        row("a (cat:1.2) b", "T<a >1 S<(> T<cat>1.2 S<:1.2)> T< b>1");
        row("((a) b", "S<((> T<a>1.21 S<)> T< b>1.1");
        row("(a:1.", "S<(> T<a:1.>1.1");
        row("[a] \\(b\\)", "S<[> T<a>0.909091 S<]> T< \\(b\\)>1");
        row("[a:(b:2):0.5] [c|d]", "S<[> T<a>1 S<:(> T<b>2 S<:2):0.5]> T< >1 S<[> T<c>1 S<|> T<d>1 S<]>");
        row("[a:b:", "S<[> T<a:b:>0.909091");
        row("{a|(b)}", "S<{> T<a>1 S<|(> T<b>1.1 S<)}>");
        row("a BREAK b", "T<a>1 S< > K<BREAK> S< > T<b>1");
        row("a AND b :0.5", "T<a >1 K<AND> T< b >1 S<:0.5>");
        row("a # (b\n(c)", "T<a >1 C<# (b> T<\n>1 S<(> T<c>1.1 S<)>");
        row("(<lora:a:1>b)", "S<(> L<<lora:a:1>> T<b>1.1 S<)>");
        row("(__hat__, x:2)", "S<(> W<__hat__>2 T<, x>2 S<:2)>");
    }

    void coversATypedPrompt()
    {
        QFETCH(QString, text);
        QFETCH(QString, spans);
        QCOMPARE(described(text.toStdString(), PromptGrammar::A1111), spans);
    }

    void comfyShowsSquareBracketsAsText()
    {
        QCOMPARE(described("[a|b:3] ((c:2))", PromptGrammar::Comfy),
                 QStringLiteral("T<[a|b:3] >1 S<((> T<c>2 S<:2))>"));
    }

    void coversEveryBytePrefixOnce()
    {
        const std::string text = "{a|(é:1.2)} [b:c:3] # d\n<lora:e:1> AND __f__ :2 BREAK \\( [g|h]";
        for (std::size_t length = 0; length <= text.size(); ++length) {
            std::size_t at = 0;
            for (const PromptSpan& span : promptSpans(text.substr(0, length), PromptGrammar::A1111)) {
                QCOMPARE(span.range.begin, at);
                QVERIFY(span.range.size() > 0);
                at = span.range.end;
            }
            QCOMPARE(at, length);
        }
    }

    void isQuick()
    {
        std::string typed;
        while (typed.size() < 10000) {
            typed += "a (cat:1.2), [b:c:3] {d|e}, ";
        }
        TimeJudge time;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!promptSpans(typed, PromptGrammar::A1111).empty());
        }
        QVERIFY(time.within(kMost)); // 20 ms each at the very most; a keystroke has that
        for (const std::string& text : longPrompts()) {
            time.restart();
            QCOMPARE(promptSpans(text, PromptGrammar::A1111).back().range.end, text.size());
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestPromptSpans)
#include "test_prompt_spans.moc"
