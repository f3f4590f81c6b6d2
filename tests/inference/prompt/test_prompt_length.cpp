// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_length.h"
#include "tests/support/time_judge.h"

#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{20000};

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

} // namespace

class TestPromptLength final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatTheModelReads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("limit");
        const auto row = [](const char* name, const std::string& text, int tokens, int limit) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << tokens << limit;
        };
        row("empty", "", 0, 75);
        row("a few", "a cabin on a lake", 5, 75);
        row("brackets", "a ((cabin:1.3)) [on] \\(a\\) lake", 7, 75);
        row("tags and comments", "a cabin <lora:ink:0.5> # by the sea", 2, 75);
        row("a tag with a wrong weight", "a cabin <lora:ink:x>", 2, 75);
        row("a choice", "a {cabin|lake}", 2, 75);
        row("the longest of the steps", "a [cabin:lake on a lake:0.5]", 5, 75);
        row("the longest of several", "a cabin AND a lake on a lake :0.5", 5, 75);
        row("alternation", "a [cabin|red cabin]", 3, 75);
        row("just fits", repeated("cat ", 75), 75, 75);
        row("one more", repeated("cat ", 76), 76, 150);
        row("cut at a comma", repeated("cat ", 60) + "," + repeated("cat ", 15), 90, 150);
        row("break", "cat BREAK cat cat", 77, 150);
        row("half typed", "a (cabin:1.", 5, 75);
        row("unknown embedding", "embedding:x", 4, 75);
    }

    void countsWhatTheModelReads()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, tokens);
        QFETCH(int, limit);
        const TokenCount count = promptLength(m_clip, text.toStdString());
        QCOMPARE(count.tokens, tokens);
        QCOMPARE(count.limit, limit);
        QCOMPARE(count.cutAt, std::string::npos);
    }

    void takesTheLongestTextInTime()
    {
        const std::size_t longest = std::size_t{1} << (TimeJudge::judges() ? 20 : 19); // a mebibyte takes 310 MB
        for (const char* piece : {"a ", "((a", "[a|", "{a|b}", "a BREAK ", "[a|b]"}) {
            const std::string text = repeated(piece, static_cast<int>(longest / std::string_view(piece).size()));
            TimeJudge time;
            const TokenCount count = promptLength(m_clip, text);
            QVERIFY(count.tokens > 1000 && count.tokens <= count.limit);
            QVERIFY2(time.within(kMost), piece);
        }
    }

private:
    const ClipTokenizer m_clip = ClipTokenizer::load(GESSO_FIXTURES "/tokenizer");
};

QTEST_GUILESS_MAIN(TestPromptLength)
#include "test_prompt_length.moc"
