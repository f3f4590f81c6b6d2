// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/prompt_encoder.h"

#include "inference/base/engine_error.h"
#include "inference/prompt/text_embedder.h"
#include "prompt_fixtures.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

class TestPromptEncoder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_request = {};
        m_request.syntax = PromptSyntax::Weighted;
        m_request.steps = 4;
    }

    void plainIsAsDiffusersHasIt()
    {
        m_request.syntax = PromptSyntax::Plain;
        m_request.prompt = "a (cat:1.3) [on|in] moss {a|b} BREAK # " + std::string(200, 'x');
        m_request.negativePrompt = "((mist)) AND fog";
        m_request.clipSkip = 2;
        const Conditioning made = encoded();
        QCOMPARE(made.conditions.size(), std::size_t{1});
        QCOMPARE(made.ofStep, (std::vector<std::size_t>{0, 0, 0, 0}));
        QCOMPARE(made.conditions[0].weights, (std::vector<double>{1.}));
        QVERIFY(made.conditions[0].embeddings.equal(
            at::cat({plain(m_request.negativePrompt, 1), plain(m_request.prompt, 2)})));
        QVERIFY(!PromptEncoder(m_model.tokenizer, m_request).dependsOnSeed());
    }

    void pairsNegativeAndPrompt()
    {
        m_request.prompt = "a (cat:1.3)";
        m_request.negativePrompt = "mist BREAK fog";
        m_request.clipSkip = 2;
        const Conditioning made = encoded();
        QCOMPARE(made.conditions.size(), std::size_t{1});
        const at::Tensor expected = at::cat({embedded("mist BREAK fog", 154), embedded("a (cat:1.3)", 154)});
        QVERIFY(made.at(3).embeddings.equal(expected)); // layers are skipped for both
        m_request.guidanceScale = 1.;
        QVERIFY(encoded().at(0).embeddings.equal(embedded("a (cat:1.3)", 77)));
    }

    void changesWithTheSteps()
    {
        m_request.prompt = "[cat:moss:2] [red|blue]";
        m_request.negativePrompt = "[fog:.75]";
        const Conditioning made = encoded();
        QCOMPARE(made.ofStep, (std::vector<std::size_t>{0, 1, 2, 3}));
        const auto expected = [&](const char* negative, const char* prompt) {
            return at::cat({embedded(negative, 77), embedded(prompt, 77)});
        };
        QVERIFY(made.at(0).embeddings.equal(expected("", "cat red")));
        QVERIFY(made.at(1).embeddings.equal(expected("", "cat blue")));
        QVERIFY(made.at(2).embeddings.equal(expected("", "moss red")));
        QVERIFY(made.at(3).embeddings.equal(expected("fog", "moss blue")));
        m_request.steps = 6;
        m_request.prompt = "[red|blue]";
        m_request.negativePrompt = "";
        QCOMPARE(encoded().ofStep, (std::vector<std::size_t>{0, 1, 0, 1, 0, 1}));
    }

    void countsStepsFromTheFirstThatIsDone()
    {
        m_request.prompt = "[cat:moss:1] [red:blue:0.5]";
        m_request.guidanceScale = 1.;
        const Conditioning made =
            PromptEncoder(m_model.tokenizer, m_request, 1).encode(m_model.encoder, at::kCPU, 0, {});
        QVERIFY(made.at(1).embeddings.equal(embedded("cat red", 77)));
        QVERIFY(made.at(2).embeddings.equal(embedded("moss red", 77)));
        QVERIFY(made.at(3).embeddings.equal(embedded("moss blue", 77)));
    }

    void joinsPromptsByAnd()
    {
        m_request.prompt = "a cat AND red moss :0.5 AND fog BREAK mist :-1";
        m_request.negativePrompt = "snow AND rain";
        const Conditioning made = encoded();
        QCOMPARE(made.conditions.size(), std::size_t{1});
        QCOMPARE(made.at(0).weights, (std::vector<double>{1., .5, -1.}));
        QVERIFY(made.at(0).embeddings.equal(at::cat({embedded("snow AND rain", 154), embedded("a cat", 154),
                                                     embedded("red moss", 154), embedded("fog BREAK mist", 154)})));
    }

    void leavesOutTagsAndComments()
    {
        m_request.prompt = "a cat<lora:ink:0.5> # and more\n moss";
        QVERIFY(encoded().at(0).embeddings[1].equal(embedded("a cat moss", 77)[0]));
    }

    void choosesByTheSeed()
    {
        m_request.prompt = "{cat|moss}";
        QVERIFY(PromptEncoder(m_model.tokenizer, m_request).dependsOnSeed());
        QSet<QByteArray> seen;
        for (std::uint64_t seed = 0; seed < 8; ++seed) {
            const at::Tensor made = encoded(seed).at(0).embeddings[1];
            QVERIFY(made.equal(encoded(seed).at(0).embeddings[1]));
            const bool isCat = made.equal(embedded("cat", 77)[0]);
            QVERIFY(isCat || made.equal(embedded("moss", 77)[0]));
            seen.insert(isCat ? "cat" : "moss");
        }
        QCOMPARE(seen.size(), 2);
        m_request.prompt = "cat";
        m_request.negativePrompt = "{fog|mist}";
        QVERIFY(PromptEncoder(m_model.tokenizer, m_request).dependsOnSeed());
        m_request.guidanceScale = 1.; // the negative prompt is not used
        QVERIFY(!PromptEncoder(m_model.tokenizer, m_request).dependsOnSeed());
    }

    void usesTextualInversions()
    {
        m_request.prompt = "a gesso-three";
        m_request.modelOptions.embeddings = fixtureEmbeddings();
        const at::Tensor made = encoded().at(0).embeddings[1];
        QVERIFY(made.equal(embedded("a gesso-three", 77, fixtureEmbeddings())[0]));
        QVERIFY(!made.equal(embedded("a gesso-three", 77)[0]));
    }

    void saysWhatIsWrongWithAPrompt()
    {
        m_request.prompt = "<lora:ink:much>";
        QVERIFY_EXCEPTION_THROWN((void)encoded(), EngineError);
        m_request.prompt = "embedding:unknown";
        QVERIFY_EXCEPTION_THROWN((void)encoded(), EngineError);
    }

private:
    Conditioning encoded(std::uint64_t seed = 0) const
    {
        return PromptEncoder(m_model.tokenizer, m_request).encode(m_model.encoder, at::kCPU, seed, {});
    }
    at::Tensor plain(const std::string& text, std::int64_t clipSkip) const
    {
        const at::Tensor ids = at::tensor(m_model.tokenizer.encodePadded(text)).unsqueeze(0);
        return m_model.encoder.forward(ids, clipSkip, {});
    }
    at::Tensor embedded(const std::string& text, std::int64_t tokens, std::vector<EmbeddingFile> files = {}) const
    {
        const EmbeddingTable table(std::move(files));
        TextEmbedder embedder(m_model.encoder, m_model.tokenizer, table, at::kCPU,
                              {PromptGrammar::A1111, Emphasis::A1111, m_request.clipSkip});
        return embedder.embed(text, tokens, {});
    }

    const TinyTextModel m_model{"sd1-tiny"};
    GenerationRequest m_request;
};

QTEST_GUILESS_MAIN(TestPromptEncoder)
#include "test_prompt_encoder.moc"
