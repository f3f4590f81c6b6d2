// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/renamed_weights.h"
#include "inference/weights/sharded_weights.h"
#include "tests/support/failure_message.h"
#include "tests/support/safetensors_writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::contains;
using gesso::test::failureMessage;

/// Sources made of other sources: shards, and names of other writers.
class TestWeightViews final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::writeSafetensors(folder() / "1.safetensors", {{"a", at::ones({2})}});
        test::writeSafetensors(folder() / "2.safetensors", {{"b", at::zeros({3})}, {"c", at::zeros({1})}});
    }

    void shardsAreOneSource()
    {
        const ShardedWeights weights(folder(),
                                     {{"a", "1.safetensors"}, {"b", "2.safetensors"}, {"c", "2.safetensors"}});
        QCOMPARE(weights.names(), (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(weights.shape("b"), (std::vector<std::int64_t>{3}));
        QVERIFY(at::equal(weights.load("a"), at::ones({2})));
        Fingerprints fingerprints;
        weights.addFingerprints(fingerprints);
        QCOMPARE(fingerprints.size(), std::size_t(3));
        QVERIFY(contains(failureMessage([&] { (void)weights.load("d"); }), "no tensor 'd'"));
    }

    void shardsThatBreakTheirIndexAreNamed()
    {
        const auto open = [this](const std::map<std::string, std::string>& index) {
            return failureMessage([&] { ShardedWeights weights(folder(), index); });
        };
        QVERIFY(contains(open({{"a", "1.safetensors"}, {"d", "1.safetensors"}}), "lacks the tensor 'd'"));
        QVERIFY(contains(open({{"a", "2.safetensors"}, {"b", "2.safetensors"}}), "lacks the tensor 'a'"));
        QVERIFY(contains(open({{"a", "3.safetensors"}}), "3.safetensors"));
        test::writeSafetensors(folder() / "3.safetensors", {{"a", at::ones({2})}});
        QVERIFY(contains(open({{"a", "1.safetensors"}, {"x", "3.safetensors"}}), "'a' stands in two files"));
    }

    void oldAttentionNamesAreTodays()
    {
        QCOMPARE(currentVaeName("decoder.mid_block.attentions.0.query.weight"),
                 "decoder.mid_block.attentions.0.to_q.weight");
        QCOMPARE(currentVaeName("encoder.mid_block.attentions.0.proj_attn.bias"),
                 "encoder.mid_block.attentions.0.to_out.0.bias");
        QCOMPARE(currentVaeName("encoder.mid_block.attentions.0.to_k.weight"),
                 "encoder.mid_block.attentions.0.to_k.weight");
        QCOMPARE(currentVaeName("encoder.conv_in.weight"), "encoder.conv_in.weight");
    }

    void textEncoderNamesGetTheirPrefix()
    {
        QCOMPARE(currentTextEncoderName("embeddings.token_embedding.weight"),
                 "text_model.embeddings.token_embedding.weight");
        QCOMPARE(currentTextEncoderName("encoder.layers.0.mlp.fc1.bias"), "text_model.encoder.layers.0.mlp.fc1.bias");
        QCOMPARE(currentTextEncoderName("text_model.final_layer_norm.bias"), "text_model.final_layer_norm.bias");
        QCOMPARE(currentTextEncoderName("text_projection.weight"), "text_projection.weight");
        QCOMPARE(currentTextEncoderName("text_model.embeddings.position_ids"), "");
        QCOMPARE(currentTextEncoderName("embeddings.position_ids"), "");
    }

    void renamedTensorsAreFoundUnderTheirNewName()
    {
        test::writeSafetensors(folder() / "vae.safetensors",
                               {{"decoder.mid_block.attentions.0.key.weight", at::ones({2, 2, 1, 1})}});
        const RenamedWeights weights(std::make_shared<SafetensorsFile>(folder() / "vae.safetensors"), currentVaeName);
        const std::string name = "decoder.mid_block.attentions.0.to_k.weight";
        QCOMPARE(weights.names(), std::vector<std::string>{name});
        QCOMPARE(weights.shape(name), (std::vector<std::int64_t>{2, 2, 1, 1}));
        QVERIFY(at::equal(weights.load(name), at::ones({2, 2, 1, 1})));
        QVERIFY(!weights.contains("decoder.mid_block.attentions.0.key.weight"));
        Fingerprints fingerprints;
        weights.addFingerprints(fingerprints);
        QCOMPARE(fingerprints.begin()->first, name);
        QVERIFY(contains(failureMessage([&] { (void)weights.load("x"); }), "no tensor 'x'"));
    }

    void twoTensorsOfOneNewNameAreRefused()
    {
        test::writeSafetensors(folder() / "vae.safetensors", {{"m.attentions.0.key.bias", at::ones({2})},
                                                              {"m.attentions.0.to_k.bias", at::ones({2})}});
        const std::string message = failureMessage([&] {
            RenamedWeights weights(std::make_shared<SafetensorsFile>(folder() / "vae.safetensors"), currentVaeName);
        });
        QVERIFY2(contains(message, "'m.attentions.0.to_k.bias' twice"), message.c_str());
    }

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestWeightViews)
#include "test_weight_views.moc"
