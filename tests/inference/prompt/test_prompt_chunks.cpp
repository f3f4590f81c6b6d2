// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_chunks.h"

#include "inference/base/engine_error.h"
#include "prompt_fixtures.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

namespace {

std::string words(int count, const std::string& word = "x ")
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += word;
    }
    return text;
}

} // namespace

/// The vocabulary has "x" and "," as one token each.
class TestPromptChunks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsWhereWebuiDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("tokens");
        const auto row = [](const char* name, const std::string& text, const QList<int>& tokens) {
            QTest::newRow(name) << QString::fromStdString(text) << tokens;
        };
        row("empty", "", {0});
        row("full", words(75), {75});
        row("one more", words(76), {75, 1});
        row("three", words(160), {75, 75, 10});
        row("comma 21 before the end", words(54) + "," + words(21), {75, 1});
        row("comma 20 before the end", words(55) + "," + words(20), {56, 20});
        row("last of two commas", words(55) + "," + words(9) + "," + words(10), {66, 10});
        row("comma ends a full chunk", words(74) + "," + words(3), {75, 3});
        row("comma behind a full chunk", words(60) + "," + words(14) + ", x", {75, 2});
        row("full with a comma, nothing more", words(60) + "," + words(14), {75});
        row("comma of the chunk before", words(74) + "," + words(76), {75, 75, 1});
        row("break", "x BREAK x x", {1, 2});
        row("break behind a full chunk", words(75) + "BREAK x", {75, 1});
        row("break twice", "x BREAK BREAK x", {1, 0, 1});
        row("break at the end", "x BREAK", {1});
        row("break alone", "BREAK", {0});
        row("embedding of three", "x gesso-three", {4});
        row("embedding that does not fit", words(73) + "gesso-three x", {73, 4});
        row("embedding that just fits", words(72) + "gesso-three", {75});
        row("embedding that moves", words(60) + "," + words(11) + "gesso-three x", {61, 15});
    }

    void cutsWhereWebuiDoes()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, tokens);
        QList<int> found;
        for (const PromptChunk& chunk : chunks(text.toStdString())) {
            found << chunk.tokens;
            QCOMPARE(chunk.ids.size(), std::size_t{77});
            QCOMPARE(chunk.weights.size(), std::size_t{77});
            QCOMPARE(chunk.ids[0], m_model.tokenizer.startId());
            QCOMPARE(chunk.ids[static_cast<std::size_t>(chunk.tokens) + 1], m_model.tokenizer.endId());
            for (auto i = static_cast<std::size_t>(chunk.tokens) + 2; i < 77; ++i) {
                QCOMPARE(chunk.ids[i], m_model.tokenizer.paddingId());
                QCOMPARE(chunk.weights[i], 1.);
            }
        }
        QCOMPARE(found, tokens);
    }

    void paddingIsTheTokenizersOwn()
    {
        QCOMPARE(m_model.tokenizer.paddingId(), std::int64_t{0}); // of SD 2
        const TinyTextModel sd1("sd1-tiny");
        const auto chunk = promptChunks(parseWeights("x", PromptGrammar::A1111), sd1.tokenizer, {}).at(0);
        QCOMPARE(chunk.ids[3], sd1.tokenizer.endId());
    }

    void weightsFollowTheirTokens()
    {
        const auto parts = chunks(words(60) + ", (" + words(14) + ":1.5)(gesso-three x:0.5)");
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts[0].tokens, 61);
        QVERIFY(std::all_of(parts[0].weights.begin(), parts[0].weights.end(), [](double w) { return w == 1.; }));
        QCOMPARE(parts[1].tokens, 18);
        QCOMPARE(parts[1].weights[0], 1.);
        for (std::size_t i = 1; i <= 18; ++i) {
            QCOMPARE(parts[1].weights[i], i <= 14 ? 1.5 : .5);
        }
        QCOMPARE(parts[1].splices.size(), std::size_t{1});
        QCOMPARE(parts[1].splices[0].position, std::int64_t{15});
    }

    void spliceMovesWithItsText()
    {
        const auto parts = chunks(words(60) + "," + words(11) + "gesso-three x");
        QVERIFY(parts[0].splices.empty());
        QCOMPARE(parts[1].splices.size(), std::size_t{1});
        QCOMPARE(parts[1].splices[0].position, std::int64_t{12});
    }

    void refusesAnEmbeddingThatFitsNowhere()
    {
        const EmbeddingTable table({{"many", fixture("embeddings/many.safetensors").string()}});
        try {
            (void)promptChunks(parseWeights("many", PromptGrammar::A1111), m_model.tokenizer, table);
            QFAIL("not refused");
        } catch (const EngineError& error) {
            QCOMPARE(error.code(), ErrorCode::ModelUnsupported);
            QVERIFY(std::string(error.what()).find("76 vectors") != std::string::npos);
        }
    }

private:
    std::vector<PromptChunk> chunks(const std::string& text) const
    {
        return promptChunks(parseWeights(text, PromptGrammar::A1111), m_model.tokenizer, m_embeddings);
    }

    const TinyTextModel m_model{"sd2-tiny"};
    const EmbeddingTable m_embeddings{fixtureEmbeddings()};
};

QTEST_GUILESS_MAIN(TestPromptChunks)
#include "test_prompt_chunks.moc"
