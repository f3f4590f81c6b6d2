// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf8.h"
#include "inference/service/token_counter.h"
#include "tests/support/time_judge.h"

#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <fstream>
#include <map>
#include <random>

using namespace gesso;
using namespace gesso::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const ClipTokenizer& clip()
{
    static const ClipTokenizer tokenizer = ClipTokenizer::load(GESSO_FIXTURES "/tokenizer");
    return tokenizer;
}

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

/// The ids that the model reads of a text, without start and end.
std::vector<std::int64_t> keptIds(std::string_view text)
{
    std::vector<std::int64_t> ids = clip().encode(text);
    ids.pop_back();
    ids.erase(ids.begin());
    ids.resize(std::min<std::size_t>(ids.size(), 75));
    return ids;
}

/// Collects answers and waits for them.
class Answers {
public:
    TokenCounter::Answer take()
    {
        return [this](const protocol::TokensCounted& answer) {
            const std::lock_guard lock(m_mutex);
            m_answers[answer.inquiry].push_back(answer.count);
            m_news.notify_all();
        };
    }
    std::optional<TokenCount> wait(std::uint64_t inquiry)
    {
        std::unique_lock lock(m_mutex);
        const bool came = m_news.wait_for(lock, 60s, [&] { return m_answers.contains(inquiry); });
        return came ? m_answers[inquiry].front() : TokenCount{-1, -1, 0};
    }
    std::size_t times(std::uint64_t inquiry)
    {
        const std::lock_guard lock(m_mutex);
        return m_answers[inquiry].size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::map<std::uint64_t, std::vector<std::optional<TokenCount>>> m_answers;
};

} // namespace

class TestTokenCounter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTokens_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("cutAt"); // -1: nothing falls off
        const auto row = [](const char* name, const std::string& text, int tokens, int cutAt) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << tokens << cutAt;
        };
        row("empty", "", 0, -1);
        row("blank", " \n\t ", 0, -1);
        row("a few", "a cabin on a lake", 5, -1);
        row("just fits", repeated("cat ", 75), 75, -1);
        row("one too many", repeated("cat ", 75) + "dog", 76, 300);
        row("blanks between", repeated("cat ", 75) + "  \n  dog and bird", 78, 305);
        row("no blanks", repeated("cat,", 40), 80, 151);
        row("wide characters", repeated("\u732b", 80), -1, -2);
        row("within a word", repeated("cat ", 74) + "antidisestablishmentarianism", -1, -3);
    }

    void countsTokens()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, tokens);
        QFETCH(int, cutAt);
        const std::string words = text.toStdString();
        const TokenCount count = gesso::inference::countTokens(clip(), words);
        QCOMPARE(count.limit, 75);
        if (tokens >= 0) {
            QCOMPARE(count.tokens, tokens);
        }
        if (cutAt >= -1) {
            QCOMPARE(count.cutAt, cutAt < 0 ? std::string::npos : static_cast<std::size_t>(cutAt));
        } else if (cutAt == -2) {
            QVERIFY(count.cutAt % 3 == 0 && count.cutAt < words.size());
            QCOMPARE(keptIds(words.substr(0, count.cutAt)).size() <= 75, true);
        } else {
            QVERIFY(count.cutAt > 74 * 4 && count.cutAt < words.size());
        }
    }

    /// Whatever the text: what stands before the cut is what the model reads, to within the character that is cut.
    void theCutIsWhereTheModelStopsReading()
    {
        std::mt19937 random(7);
        const std::vector<std::string> pieces{"cat",
                                              " ",
                                              "  ",
                                              "photorealistic",
                                              "8k",
                                              ",",
                                              "\u00e9t\u00e9",
                                              "\u732b",
                                              "\U0001f600",
                                              "<|endoftext|>",
                                              "\n",
                                              "xqzv",
                                              "'s",
                                              "(lake:1.2)",
                                              "A B-C",
                                              "\u200b",
                                              "\u0301"};
        for (int trial = 0; trial < 300; ++trial) {
            std::string text;
            for (int i = 0; i < 120; ++i) {
                text += pieces[random() % pieces.size()];
            }
            const TokenCount count = gesso::inference::countTokens(clip(), text);
            if (count.tokens <= count.limit) {
                QCOMPARE(count.cutAt, std::string::npos);
                continue;
            }
            QVERIFY(count.cutAt < text.size());
            QCOMPARE(utf8Prefix(text, count.cutAt).size(), count.cutAt);
            // The kept ids and those of the text before the cut are the same but for a last word that is cut.
            const std::vector<std::int64_t> kept = keptIds(text);
            const std::vector<std::int64_t> before = keptIds(std::string_view(text).substr(0, count.cutAt));
            const auto [k, b] = std::mismatch(kept.begin(), kept.end(), before.begin(), before.end());
            QVERIFY2(kept.end() - k <= 8, text.c_str());
        }
    }

    void takesTheLongestTextInTime()
    {
        for (const std::string& piece : {std::string("a"), std::string(" "), std::string("\u732b"), std::string("cat "),
                                         std::string("a,"), std::string("\n\xff")}) {
            const std::string text = repeated(piece, static_cast<int>((1U << 20) / piece.size()));
            const gesso::test::TimeJudge time;
            const TokenCount count = gesso::inference::countTokens(clip(), text);
            QVERIFY(count.cutAt == std::string::npos || count.cutAt < 4096);
            QVERIFY(time.within(20s));
        }
    }

    void answersEachInquiryOnce()
    {
        Answers answers;
        TokenCounter counter(answers.take());
        const std::string model = GESSO_FIXTURES "/models/sd1-tiny";
        const std::uint64_t last = 3 * TokenCounter::kMostWaiting;
        for (std::uint64_t inquiry = 1; inquiry <= last; ++inquiry) {
            counter.ask({inquiry, model, "cabin"});
        }
        QVERIFY(answers.wait(last));
        for (std::uint64_t inquiry = 1; inquiry <= last; ++inquiry) {
            QCOMPARE(answers.times(inquiry), std::size_t{1});
        }
    }

    void readsTheSyntaxAskedFor()
    {
        Answers answers;
        TokenCounter counter(answers.take());
        const std::string model = GESSO_FIXTURES "/models/sd1-tiny";
        const std::string text = "(((cat:1.5))), " + repeated("x ", 100);
        counter.ask({1, model, text, PromptSyntax::Plain});
        counter.ask({2, model, text, PromptSyntax::Weighted});
        const auto plain = answers.wait(1);
        const auto weighted = answers.wait(2);
        QVERIFY(plain && weighted);
        QCOMPARE(plain->limit, 75);
        QVERIFY(plain->cutAt != std::string::npos);
        QCOMPARE(weighted->limit, 150);
        QCOMPARE(weighted->cutAt, std::string::npos);
        QVERIFY(weighted->tokens > 100 && weighted->tokens < plain->tokens);
    }

    void cannotTellWithoutATokenizer()
    {
        Answers answers;
        TokenCounter counter(answers.take());
        const QTemporaryDir root;
        counter.ask({1, "/no/such/model", "cabin"});
        QVERIFY(!answers.wait(1));
        const fs::path model = root.path().toStdString();
        fs::create_directories(model / "tokenizer");
        std::ofstream(model / "tokenizer" / "vocab.json") << "{damaged";
        counter.ask({2, model.string(), "cabin"});
        QVERIFY(!answers.wait(2));
    }

    void noticesThatAModelChanges()
    {
        Answers answers;
        TokenCounter counter(answers.take());
        const QTemporaryDir root;
        const fs::path model = root.filePath("model").toStdString();
        const fs::path tiny = fs::path(GESSO_FIXTURES) / "models" / "sd1-tiny";
        fs::create_directories(model);
        fs::copy(tiny / "tokenizer", model / "tokenizer");
        counter.ask({1, model.string(), "cabin"});
        QVERIFY(answers.wait(1));
        fs::remove_all(model / "tokenizer");
        counter.ask({2, model.string(), "cabin"});
        QVERIFY(!answers.wait(2));
        fs::copy(tiny / "tokenizer", model / "tokenizer");
        std::ofstream(model / "tokenizer" / "tokenizer_config.json") << "{\"model_max_length\": 10}";
        counter.ask({3, model.string(), "cabin"});
        QCOMPARE(answers.wait(3)->limit, 8);
    }
};

QTEST_GUILESS_MAIN(TestTokenCounter)
#include "test_token_counter.moc"
