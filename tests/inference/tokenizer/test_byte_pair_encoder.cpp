// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/byte_pair_encoder.h"

#include <QTest>

#include <random>
#include <set>

using namespace gesso::inference;

namespace {

constexpr std::int64_t kUnknown = -1;

/// The reference: transformers' CLIPTokenizer.bpe, line by line, on texts.
std::vector<std::string> plainBytePairs(const std::string& word, const BytePairEncoder::Merges& merges)
{
    std::vector<std::string> symbols;
    for (const char byte : word) {
        symbols.push_back(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)));
    }
    symbols.back() += "</w>";
    for (;;) {
        auto best = merges.end();
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            best = std::min(best, std::find(merges.begin(), merges.end(), std::pair{symbols[i], symbols[i + 1]}));
        }
        if (best == merges.end()) {
            return symbols;
        }
        std::vector<std::string> merged;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            const bool isPair = i + 1 < symbols.size() && symbols[i] == best->first && symbols[i + 1] == best->second;
            merged.push_back(isPair ? best->first + best->second : symbols[i]);
            i += isPair ? 1 : 0;
        }
        symbols = std::move(merged);
    }
}

/// A vocabulary that gives each text that the merges can make a number.
Vocabulary vocabularyFor(const BytePairEncoder::Merges& merges)
{
    Vocabulary vocabulary;
    const auto add = [&vocabulary](const std::string& text) {
        vocabulary.emplace(text, static_cast<std::int64_t>(vocabulary.size()));
    };
    for (int byte = 0; byte < 256; ++byte) {
        add(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)));
        add(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)) + "</w>");
    }
    for (const auto& [left, right] : merges) {
        add(left + right);
    }
    return vocabulary;
}

std::vector<std::int64_t> encode(const BytePairEncoder& encoder, std::string_view word)
{
    std::vector<std::int64_t> ids;
    encoder.encode(word, ids);
    return ids;
}

} // namespace

class TestBytePairEncoder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesHavePrintableSymbols()
    {
        QCOMPARE(BytePairEncoder::byteSymbol('a'), "a");
        QCOMPARE(BytePairEncoder::byteSymbol(0), "\u0100");
        QCOMPARE(BytePairEncoder::byteSymbol(' '), "\u0120");
        QCOMPARE(BytePairEncoder::byteSymbol(0xE9), "\u00e9");
        std::set<std::string> symbols;
        for (int byte = 0; byte < 256; ++byte) {
            symbols.insert(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)));
        }
        QCOMPARE(symbols.size(), std::size_t(256));
    }

    void mergesTheLowestRankFirst()
    {
        const BytePairEncoder::Merges merges{{"b", "c</w>"}, {"a", "b"}, {"a", "bc</w>"}};
        const BytePairEncoder encoder({{"abc</w>", 7}, {"ab", 8}, {"d</w>", 9}}, merges, kUnknown);
        QCOMPARE(encode(encoder, "abc"), std::vector<std::int64_t>{7});
        QCOMPARE(encode(encoder, "abd"), (std::vector<std::int64_t>{8, 9}));
        QCOMPARE(encode(encoder, "x"), std::vector<std::int64_t>{kUnknown});
    }

    void theLaterOfTwoEqualMergesCounts()
    {
        const BytePairEncoder::Merges merges{{"a", "b"}, {"b", "c"}, {"a", "b"}};
        const BytePairEncoder encoder({{"a", 1}, {"bc", 2}, {"d</w>", 3}}, merges, kUnknown);
        QCOMPARE(encode(encoder, "abcd"), (std::vector<std::int64_t>{1, 2, 3}));
    }

    void equalsThePlainAlgorithmOnAnyMerges()
    {
        std::mt19937 random(1);
        const auto letter = [&random] { return std::string(1, static_cast<char>('a' + random() % 3)); };
        for (int round = 0; round < 200; ++round) {
            // Not trained but drawn: a merge may have a lower rank than those that make its parts.
            std::set<std::pair<std::string, std::string>> drawn;
            BytePairEncoder::Merges merges;
            while (merges.size() < 12) {
                std::string left = letter(), right = letter();
                left += random() % 3 == 0 ? letter() : "";
                right += random() % 3 == 0 ? letter() : "";
                right += random() % 4 == 0 ? "</w>" : "";
                if (drawn.emplace(left, right).second) {
                    merges.emplace_back(left, right);
                }
            }
            const Vocabulary vocabulary = vocabularyFor(merges);
            const BytePairEncoder encoder(vocabulary, merges, kUnknown);
            std::string word;
            for (std::size_t length = 1 + random() % 20; word.size() < length;) {
                word += letter();
            }
            std::vector<std::int64_t> expected;
            for (const std::string& symbol : plainBytePairs(word, merges)) {
                expected.push_back(vocabulary.at(symbol));
            }
            QCOMPARE(encode(encoder, word), expected);
        }
    }
};

QTEST_APPLESS_MAIN(TestBytePairEncoder)
#include "test_byte_pair_encoder.moc"
