// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/clip_tokenizer.h"
#include "tests/support/time_judge.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <ctime>
#include <fstream>

using namespace gesso::inference;
using gesso::test::TimeJudge;
using Ids = std::vector<std::int64_t>;

namespace {

constexpr std::size_t kMebibyte = 1 << 20;
constexpr double kMostMilliseconds = 1000.;

std::string repeated(std::string_view text, std::size_t bytes)
{
    std::string result;
    while (result.size() + text.size() <= bytes) {
        result.append(text);
    }
    return result;
}

} // namespace

class TestClipTokenizer final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(GESSO_FIXTURES "/tokenizer/strings.json");
        m_strings = nlohmann::json::parse(file).at("strings");
        QVERIFY(m_strings.size() >= 300);
    }

    void equalsTransformersOnEveryRecordedString()
    {
        for (const nlohmann::json& entry : m_strings) {
            const std::string text = entry.at("text");
            QVERIFY2(m_sd1.encode(text) == entry.at("ids").get<Ids>(), entry.dump().c_str());
            const Ids sd2 = entry.contains("sd2") ? entry.at("sd2").get<Ids>() : entry.at("ids").get<Ids>();
            QVERIFY2(m_sd2.encode(text) == sd2, entry.dump().c_str());
        }
    }

    void padsAndCutsAsTransformersDoes()
    {
        int compared = 0;
        for (const nlohmann::json& entry : m_strings) {
            if (entry.contains("padded")) {
                QVERIFY2(m_sd1.encodePadded(entry.at("text").get<std::string>()) == entry.at("padded").get<Ids>(),
                         entry.dump().c_str());
                ++compared;
            }
        }
        QVERIFY(compared >= 40);
        QCOMPARE(m_sd1.maxLength(), 77);
        QCOMPARE(m_sd1.paddingId(), 49407);
        QCOMPARE(m_sd2.paddingId(), 0);
        const Ids padded = m_sd2.encodePadded("cat");
        QCOMPARE(padded.size(), std::size_t(77));
        QCOMPARE(Ids(padded.begin(), padded.begin() + 4), (Ids{49406, 2368, 49407, 0}));
        QCOMPARE(m_sd1.vocabularySize(), 49408);
    }

    void bytesThatAreNotUtf8AreDropped()
    {
        const Ids cat = m_sd1.encode("cat");
        QCOMPARE(m_sd1.encode("c\xff"
                              "at"),
                 cat);
        QCOMPARE(m_sd1.encode("cat\xe2\x82"), cat);
        QCOMPARE(m_sd1.encode("\xed\xa0\x80"
                              "cat"),
                 cat);
        QCOMPARE(m_sd1.encode("cat\xf4\x90\x80\x80"), cat);
    }

    void aMebibyteIsEncoded_data()
    {
        QTest::addColumn<std::string>("unit");
        QTest::newRow("one word") << std::string("a");
        QTest::newRow("one word of changing letters") << std::string("supercalifragilistic");
        QTest::newRow("words") << std::string("a photo of a cat, ");
        QTest::newRow("punctuation") << std::string("!");
        QTest::newRow("numbers") << std::string("7");
        QTest::newRow("spaces") << std::string(" ");
        QTest::newRow("ideographs") << std::string("\u5c71");
        QTest::newRow("emoji") << std::string("\U0001f600");
        QTest::newRow("sigmas") << std::string("\u03a3");
        QTest::newRow("special tokens") << std::string("<|endoftext|>");
        QTest::newRow("nearly special tokens") << std::string("<|endoftext");
        QTest::newRow("marks that decompose out of order") << std::string("\u0f73");
    }

    void aMebibyteIsEncoded()
    {
        QFETCH(std::string, unit);
        checkTime(repeated(unit, kMebibyte));
    }

    void aMebibyteOfMarksInTheWrongOrderIsEncoded()
    {
        checkTime(repeated("\u0301", kMebibyte / 2) + repeated("\u0327", kMebibyte / 2));
    }

    void longWordsAreEncodedLikeShortOnes()
    {
        // 40 letters make 5 tokens: the same pattern goes on in a longer word.
        const Ids ids = m_sd1.encode(std::string(10'000, 'x'));
        QCOMPARE(ids.front(), 49406);
        QCOMPARE(ids.back(), 49407);
        QCOMPARE(std::count(ids.begin(), ids.end(), 32035), 10'000 / 4 - 1); // xxxx; the last one ends the word
    }

private:
    void checkTime(const std::string& text)
    {
        const std::clock_t start = std::clock();
        const Ids ids = m_sd1.encode(text);
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY(TimeJudge::judged(seconds * 1e3, kMostMilliseconds));
    }

    nlohmann::json m_strings;
    const ClipTokenizer m_sd1 = ClipTokenizer::load(GESSO_FIXTURES "/tokenizer");
    const ClipTokenizer m_sd2 = ClipTokenizer::load(GESSO_FIXTURES "/tokenizer-sd2");
};

QTEST_APPLESS_MAIN(TestClipTokenizer)
#include "test_clip_tokenizer.moc"
