// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/lora/lora_file.h"
#include "tests/support/network_weights.h"
#include "tests/support/safetensors_writer.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace gesso;
using namespace gesso::inference;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

const std::string kAttention = "down_blocks_0_attentions_0_transformer_blocks_0_attn";
const std::string kSelf = "lora_unet_" + kAttention + "1_to_q";
const std::string kCross = "lora_unet_" + kAttention + "2_to_k";
const std::string kSelfWeight = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Stable Diffusion 1.5 at its real size, without its memory.
const LoraTargets& targets()
{
    static const LoraTargets targets(*test::weightsOnMeta(test::NetworkShapes::load("sd15-unet")),
                                     *test::weightsOnMeta(test::NetworkShapes::load("sd15-text_encoder")));
    return targets;
}

Tensors pair(const std::string& stem, std::int64_t in, std::int64_t out, float value = 1.F)
{
    return {{stem + ".lora_down.weight", at::full({2, in}, value)},
            {stem + ".lora_up.weight", at::full({out, 2}, value)}};
}

Tensors operator+(Tensors a, const Tensors& b)
{
    a.insert(b.begin(), b.end());
    return a;
}

} // namespace

Q_DECLARE_METATYPE(Tensors)

class TestLoraFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatItChanges();
    void scalesByAlpha();
    void readsAlphaOfAFolderOfPeft();
    void tellsFilesApart();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void ignoresSingleTensorsThatNothingNeeds();
    void bringsEmbeddingsWithIt();
    void refusesNumbersThatAreNotFinite_data();
    void refusesNumbersThatAreNotFinite();

private:
    QTemporaryDir m_folder;

    std::filesystem::path write(const Tensors& tensors, const std::string& name = "made-up.safetensors")
    {
        std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / name;
        test::writeSafetensors(path, tensors);
        return path;
    }
};

void TestLoraFile::tellsWhatItChanges()
{
    const LoraFile lora(write(pair(kSelf, 320, 320)), targets());

    QVERIFY(lora.changes(LoraNetwork::UNet));
    QVERIFY(lora.changes(LoraNetwork::UNet, kSelfWeight));
    QVERIFY(!lora.changes(LoraNetwork::UNet, "conv_in.weight"));
    QVERIFY(!lora.changes(LoraNetwork::TextEncoder));
    QVERIFY(!lora.changes(LoraNetwork::TextEncoder, kSelfWeight));
}

void TestLoraFile::scalesByAlpha()
{
    const at::Tensor weight = at::ones({320, 320});
    const auto first = [&](const Tensors& tensors, double factor) {
        const LoraFile lora(write(tensors), targets());
        return lora.changed(LoraNetwork::UNet, kSelfWeight, weight, factor)[0][0].item<float>();
    };
    const Tensors plain = pair(kSelf, 320, 320); // up @ down is 2 everywhere
    QCOMPARE(first(plain, 1.), 3.F);
    QCOMPARE(first(plain, -0.5), 0.F);
    QCOMPARE(first(plain + Tensors{{kSelf + ".alpha", at::tensor(1.F)}}, 1.), 2.F);
    QCOMPARE(first(plain + Tensors{{kSelf + ".alpha", at::tensor(8, at::kLong)}}, 1.), 9.F);
}

void TestLoraFile::readsAlphaOfAFolderOfPeft()
{
    const Tensors tensors{
        {"base_model.model." + kSelfWeight.substr(0, kSelfWeight.size() - 7) + ".lora_A.weight", at::ones({2, 320})},
        {"base_model.model." + kSelfWeight.substr(0, kSelfWeight.size() - 7) + ".lora_B.weight", at::ones({320, 2})}};
    const std::filesystem::path path = write(tensors, "adapter_model.safetensors");
    std::ofstream(path.parent_path() / "adapter_config.json") << R"({"r": 2, "lora_alpha": 4})";
    const LoraFile lora(path, targets());

    QCOMPARE(lora.changed(LoraNetwork::UNet, kSelfWeight, at::zeros({320, 320}), 1.)[0][0].item<float>(), 4.F);
}

void TestLoraFile::tellsFilesApart()
{
    const Tensors tensors = pair(kSelf, 320, 320);
    const std::uint64_t first = LoraFile(write(tensors), targets()).fingerprint();

    QCOMPARE(LoraFile(write(tensors, "copy.safetensors"), targets()).fingerprint(), first);
    QVERIFY(LoraFile(write(pair(kSelf, 320, 320, 2.F)), targets()).fingerprint() != first);
}

void TestLoraFile::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<Tensors>("tensors");
    QTest::addColumn<QString>("words"); // that the message must have, separated by |
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* name, const Tensors& tensors, const char* words,
                        ErrorCode code = ErrorCode::ModelUnsupported) {
        QTest::newRow(name) << tensors << words << code;
    };
    const Tensors good = pair(kSelf, 320, 320);
    row("SDXL's text", good + pair(kCross, 2048, 320),
        "The LoRA 'made-up' is for Stable Diffusion XL (2048 wide); the model is Stable Diffusion 1 (768 wide)|1 of "
        "its 4 "
        "tensors have another shape|attn2_to_k");
    row("SDXL's second encoder", good + pair("lora_te2_text_model_encoder_layers_0_mlp_fc1", 1280, 5120),
        "is for Stable Diffusion XL; the model is Stable Diffusion 1|2 of its 4 tensors have no place in the model "
        "(lora_te2_text");
    row("SD 2", pair(kCross, 1024, 320),
        "is for Stable Diffusion 2 (1024 wide); the model is Stable Diffusion 1 (768 wide). Choose a LoRA made for "
        "Stable "
        "Diffusion 1");
    row("another model's text", pair(kCross, 48, 320),
        "is for a model that is 48 wide; the model is Stable Diffusion 1 (768 wide)");
    row("FLUX", pair("lora_unet_double_blocks_0_img_attn_qkv", 3072, 9216),
        "is for FLUX; the model|2 of its 2 tensors");
    row("another width", pair(kSelf, 640, 640),
        "does not fit the model, which is Stable Diffusion 1|have another shape");
    row("an unknown method",
        {{kSelf + ".lora_down.oft_blocks", at::ones({2, 2, 2})}, {kSelf + ".hada_w1_a", at::ones(1)}}, "is damaged",
        ErrorCode::ModelDamaged);
    row("many unknown", pair("lora_unet_a", 2, 2) + pair("lora_unet_b", 2, 2), "4 of its 4 tensors|lora_unet_b");
    row("no LoRA", {{"decoder.conv_in.weight", at::ones({2, 2})}}, "'made-up' is no LoRA|autoencoder");
    row("nothing known", {{"some.tensor", at::ones({2, 2})}}, "'made-up' is no LoRA. Choose another file");
    row("no up", {{kSelf + ".lora_down.weight", at::ones({2, 320})}}, "is damaged|parts|missing|download",
        ErrorCode::ModelDamaged);
    row("twice", good + pair("lora_unet_input_blocks_1_1_transformer_blocks_0_attn1_to_q", 320, 320),
        "is damaged|the same part of the same module", ErrorCode::ModelDamaged);
    row("alpha is infinite", good + Tensors{{kSelf + ".alpha", at::tensor(1. / 0.)}}, "is damaged|alpha",
        ErrorCode::ModelDamaged);
}

void TestLoraFile::refusesWhatDoesNotFit()
{
    QFETCH(Tensors, tensors);
    QFETCH(QString, words);
    QFETCH(ErrorCode, code);
    const std::filesystem::path path = write(tensors);
    try {
        const LoraFile lora(path, targets());
        QFAIL("was taken");
    } catch (const EngineError& error) {
        const QString message = error.what();
        QVERIFY2(message.contains(QString::fromStdString("'" + path.string() + "'")), error.what());
        for (const QString& word : words.split('|')) {
            QVERIFY2(message.contains(word), error.what());
        }
        const bool isOfTensors = message.section('\n', 0, 0).contains("lora_unet");
        QVERIFY2(error.code() == ErrorCode::ModelDamaged || !isOfTensors, "tensors' names are for the details");
        QCOMPARE(error.code(), code);
    }
}

void TestLoraFile::ignoresSingleTensorsThatNothingNeeds()
{
    const Tensors good = pair(kSelf, 320, 320);
    const LoraFile plain(write(good), targets());
    QVERIFY(plain.notices().empty() && plain.embeddings().empty());

    const LoraFile stray(write(good + Tensors{{kSelf + ".oft_blocks", at::ones({2, 2, 2})}}), targets());
    QVERIFY(stray.changes(LoraNetwork::UNet, kSelfWeight));
    QCOMPARE(stray.notices().size(), std::size_t{1});
    QVERIFY(QString::fromStdString(stray.notices()[0]).contains("'made-up'"));
    QVERIFY(QString::fromStdString(stray.notices()[0]).contains("oft_blocks"));
}

void TestLoraFile::bringsEmbeddingsWithIt()
{
    const Tensors tensors = pair(kSelf, 320, 320) + Tensors{{"bundle_emb.my.cat.string_to_param.*", at::ones({2, 768})},
                                                            {"bundle_emb.dog.emb_params", at::ones({1, 768})}};
    const LoraFile lora(write(tensors), targets());
    QVERIFY(lora.notices().empty());
    QCOMPARE(lora.embeddings(),
             (std::map<std::string, std::string>{{"dog", "bundle_emb.dog.emb_params"},
                                                 {"my.cat", "bundle_emb.my.cat.string_to_param.*"}}));
    QVERIFY(lora.tensors()->load("bundle_emb.dog.emb_params").equal(at::ones({1, 768})));
}

void TestLoraFile::refusesNumbersThatAreNotFinite_data()
{
    QTest::addColumn<float>("value");
    QTest::newRow("not a number") << kNan;
    QTest::newRow("infinite") << std::numeric_limits<float>::infinity();
}

void TestLoraFile::refusesNumbersThatAreNotFinite()
{
    QFETCH(float, value);
    Tensors tensors = pair(kSelf, 320, 320);
    tensors.at(kSelf + ".lora_up.weight")[7][1] = value;
    const LoraFile lora(write(tensors), targets());
    try {
        (void)lora.changed(LoraNetwork::UNet, kSelfWeight, at::ones({320, 320}), 1.);
        QFAIL("was merged");
    } catch (const EngineError& error) {
        QCOMPARE(error.code(), ErrorCode::ModelDamaged);
        QVERIFY2(QString(error.what()).contains("lora_up.weight' holds numbers"), error.what());
    }
}

QTEST_APPLESS_MAIN(TestLoraFile)
#include "test_lora_file.moc"
