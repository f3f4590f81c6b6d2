// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/text_embedder.h"

#include "core/generation/names.h"
#include "inference/base/engine_error.h"
#include "inference/weights/safetensors_file.h"
#include "prompt_fixtures.h"

#include <ATen/ATen.h>
#include <QTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

namespace {

/// Embeddings made by hand agree with ours within this part of the largest value.
constexpr double kTolerance = 1e-5;

double relativeDifference(const at::Tensor& actual, const at::Tensor& expected)
{
    return (actual - expected).abs().max().item<double>() / expected.abs().max().item<double>();
}

} // namespace

/// Texts of the weighted syntax against what tools/fixtures/reference_prompts.py computes by hand with transformers.
class TestTextEmbedder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsWhatIsMadeByHand_data()
    {
        QTest::addColumn<QString>("row");
        std::ifstream file(fixture("reference/prompts.json"));
        const nlohmann::json all = nlohmann::json::parse(file);
        QVERIFY(all.at("prompts").size() >= 25);
        for (const nlohmann::json& row : all.at("prompts")) {
            QTest::newRow(row.at("tensor").get<std::string>().c_str()) << QString::fromStdString(row.dump());
        }
    }

    void equalsWhatIsMadeByHand()
    {
        QFETCH(QString, row);
        const nlohmann::json given = nlohmann::json::parse(row.toStdString());
        const at::Tensor expected = m_reference.load(given.at("tensor"));
        const Emphasis emphasis = fromName<Emphasis>(given.at("emphasis").get<std::string>()).value();
        const TinyTextModel& model = given.at("model") == "sd1-tiny" ? m_sd1 : m_sd2;
        TextEmbedder embedder(model.encoder, model.tokenizer, m_embeddings, at::kCPU,
                              {grammarOf(emphasis), emphasis, given.at("clip_skip").get<int>()});
        const at::Tensor actual = embedder.embed(given.at("text"), {});
        QCOMPARE(actual.sizes(), expected.sizes());
        const double difference = relativeDifference(actual, expected);
        qInfo("relative difference %.1e", difference);
        QVERIFY(difference <= kTolerance);
    }

    void fillsUpWithEmptyChunks()
    {
        TextEmbedder embedder(m_sd2.encoder, m_sd2.tokenizer, m_embeddings, at::kCPU, {});
        const at::Tensor text = embedder.embed("moss", {});
        const at::Tensor longer = embedder.embed("moss", 231, {});
        QCOMPARE(longer.sizes(), (at::IntArrayRef{1, 231, 32}));
        QVERIFY(longer.narrow(1, 0, 77).equal(text));
        const at::Tensor empty = embedder.embed("", {});
        QVERIFY(longer.narrow(1, 77, 77).equal(empty) && longer.narrow(1, 154, 77).equal(empty));
        QVERIFY(embedder.embed("moss", 77, {}).equal(text));
    }

    void emptyTextIsThatOfThePlainSyntax()
    {
        TextEmbedder embedder(m_sd1.encoder, m_sd1.tokenizer, m_embeddings, at::kCPU, {});
        const at::Tensor ids = at::tensor(m_sd1.tokenizer.encodePadded("")).unsqueeze(0);
        QVERIFY(embedder.embed("", {}).equal(m_sd1.encoder.forward(ids, 1, {})));
        QVERIFY(embedder.embed("()", {}).equal(embedder.embed("", {})));
    }

    void keepsTheMeanOrNot()
    {
        const auto embedded = [&](Emphasis emphasis, const char* text) {
            TextEmbedder embedder(m_sd1.encoder, m_sd1.tokenizer, m_embeddings, at::kCPU, {{}, emphasis, 1});
            return embedder.embed(text, {});
        };
        const auto mean = embedded(Emphasis::A1111, "a cat").mean().item<double>();
        QVERIFY(std::abs(embedded(Emphasis::A1111, "a (cat:1.5)").mean().item<double>() - mean) < 1e-7);
        QVERIFY(std::abs(embedded(Emphasis::A1111NoNorm, "a (cat:1.5)").mean().item<double>() - mean) > 1e-4);
        // A weight of 0 leaves nothing, or what the empty prompt has there.
        QVERIFY(embedded(Emphasis::A1111NoNorm, "a (cat:0)")[0][2].abs().max().item<double>() == 0.);
        TextEmbedder comfy(m_sd1.encoder, m_sd1.tokenizer, m_embeddings, at::kCPU,
                           {PromptGrammar::Comfy, Emphasis::Comfy, 1});
        QVERIFY(at::allclose(comfy.embed("a (cat:0)", {})[0][2], comfy.embed("", {})[0][2]));
    }

    void refusesVectorsOfAnotherWidth()
    {
        const std::string path = fixture("embeddings/wide.safetensors").string();
        const EmbeddingTable wide({{"wide", path}});
        TextEmbedder embedder(m_sd1.encoder, m_sd1.tokenizer, wide, at::kCPU, {});
        try {
            (void)embedder.embed("a wide road", {});
            QFAIL("not refused");
        } catch (const EngineError& error) {
            QCOMPARE(error.code(), ErrorCode::ModelUnsupported);
            const std::string message = error.what();
            QVERIFY(message.find("'wide'") != std::string::npos && message.find("48") != std::string::npos &&
                    message.find("32") != std::string::npos);
        }
    }

    void stopsWhenAsked()
    {
        std::stop_source source;
        source.request_stop();
        TextEmbedder embedder(m_sd1.encoder, m_sd1.tokenizer, m_embeddings, at::kCPU, {});
        QVERIFY_EXCEPTION_THROWN((void)embedder.embed("moss", source.get_token()), Cancelled);
        QCOMPARE(embedder.embed("moss", {}).size(1), std::int64_t{77}); // and is whole behind it
    }

private:
    const TinyTextModel m_sd1{"sd1-tiny"}, m_sd2{"sd2-tiny"};
    const EmbeddingTable m_embeddings{fixtureEmbeddings()};
    const SafetensorsFile m_reference{fixture("reference/prompts.safetensors")};
};

QTEST_GUILESS_MAIN(TestTextEmbedder)
#include "test_text_embedder.moc"
