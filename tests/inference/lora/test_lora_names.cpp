// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/ldm_names.h"
#include "inference/lora/lora_key.h"
#include "inference/lora/lora_targets.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

const LoraTargets& targets()
{
    static const LoraTargets targets(*test::weightsOnMeta(test::NetworkShapes::load("sd15-unet")),
                                     *test::weightsOnMeta(test::NetworkShapes::load("sd15-text_encoder")));
    return targets;
}

} // namespace

/// The names that LoRA files have for the modules of Stable Diffusion 1.5 at its real size.
class TestLoraNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesNamesApart_data();
    void takesNamesApart();
    void findsTheModuleOfAStem_data();
    void findsTheModuleOfAStem();
    void doesNotKnowOtherModules_data();
    void doesNotKnowOtherModules();
    void givesEachModuleALdmNameOfItsOwn();
    void knowsTheTextsWidth();
};

void TestLoraNames::takesNamesApart_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("stem");
    QTest::addColumn<int>("part");
    const auto row = [](const char* name, const char* stem, LoraPart part) {
        QTest::newRow(name) << name << stem << static_cast<int>(part);
    };
    row("lora_unet_a_b.lora_down.weight", "lora_unet_a_b", LoraPart::Down);
    row("lora_unet_a_b.lora_up.weight", "lora_unet_a_b", LoraPart::Up);
    row("lora_unet_a_b.lora_mid.weight", "lora_unet_a_b", LoraPart::Mid);
    row("lora_unet_a_b.alpha", "lora_unet_a_b", LoraPart::Alpha);
    row("lora_unet_a_b.dora_scale", "lora_unet_a_b", LoraPart::Magnitude);
    row("unet.a.to_q.lora_A.weight", "unet.a.to_q", LoraPart::Down);
    row("unet.a.to_q.lora_B.weight", "unet.a.to_q", LoraPart::Up);
    row("unet.a.to_q.lora.down.weight", "unet.a.to_q", LoraPart::Down);
    row("unet.a.processor.to_q_lora.up.weight", "unet.a.processor.to_q", LoraPart::Up);
    row("text_encoder.a.q_proj.lora_linear_layer.down.weight", "text_encoder.a.q_proj", LoraPart::Down);
    row("unet.a.to_q.lora_magnitude_vector", "unet.a.to_q", LoraPart::MagnitudeOfOutputs);
    row("lora_unet_a.hada_w1_a", "lora_unet_a", LoraPart::Hada1A);
    row("lora_unet_a.hada_t2", "lora_unet_a", LoraPart::Hada2T);
    row("lora_unet_a.lokr_w1", "lora_unet_a", LoraPart::Kron1);
    row("lora_unet_a.lokr_w2_b", "lora_unet_a", LoraPart::Kron2B);
    row("lora_unet_a.diff", "lora_unet_a", LoraPart::Difference);
    row("lora_unet_a.diff_b", "lora_unet_a", LoraPart::BiasDifference);
}

void TestLoraNames::takesNamesApart()
{
    QFETCH(QString, name);
    const std::string text = name.toStdString();
    const std::optional<LoraKey> key = splitLoraKey(text);

    QVERIFY(key);
    QTEST(QString::fromStdString(std::string(key->stem)), "stem");
    QTEST(static_cast<int>(key->part), "part");
}

void TestLoraNames::findsTheModuleOfAStem_data()
{
    QTest::addColumn<QString>("module");
    const auto row = [](const char* stem, const char* module) { QTest::newRow(stem) << module; };
    row("lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q",
        "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q");
    row("lora_unet_input_blocks_4_1_transformer_blocks_0_attn2_to_out_0",
        "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_out.0");
    row("lora_unet_input_blocks_8_1_proj_in", "down_blocks.2.attentions.1.proj_in");
    row("lora_unet_input_blocks_9_0_op", "down_blocks.2.downsamplers.0.conv");
    row("lora_unet_input_blocks_11_0_in_layers_2", "down_blocks.3.resnets.1.conv1");
    row("lora_unet_middle_block_0_out_layers_3", "mid_block.resnets.0.conv2");
    row("lora_unet_middle_block_1_proj_out", "mid_block.attentions.0.proj_out");
    row("lora_unet_middle_block_2_emb_layers_1", "mid_block.resnets.1.time_emb_proj");
    row("lora_unet_output_blocks_2_1_conv", "up_blocks.0.upsamplers.0.conv");
    row("lora_unet_output_blocks_5_2_conv", "up_blocks.1.upsamplers.0.conv");
    row("lora_unet_output_blocks_11_1_transformer_blocks_0_ff_net_0_proj",
        "up_blocks.3.attentions.2.transformer_blocks.0.ff.net.0.proj");
    row("lora_unet_output_blocks_10_0_skip_connection", "up_blocks.3.resnets.1.conv_shortcut");
    row("lora_unet_time_embed_2", "time_embedding.linear_2");
    row("lora_unet_out_2", "conv_out");
    row("unet.mid_block.attentions.0.transformer_blocks.0.attn1.processor.to_out",
        "mid_block.attentions.0.transformer_blocks.0.attn1.to_out.0");
    row("down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q",
        "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q");
    row("base_model.model.up_blocks.1.resnets.0.conv1", "up_blocks.1.resnets.0.conv1");
    row("lora_te_text_model_encoder_layers_11_self_attn_out_proj", "text_model.encoder.layers.11.self_attn.out_proj");
    row("lora_te1_text_model_encoder_layers_0_mlp_fc1", "text_model.encoder.layers.0.mlp.fc1");
    row("text_encoder.text_model.encoder.layers.3.self_attn.to_q", "text_model.encoder.layers.3.self_attn.q_proj");
}

void TestLoraNames::findsTheModuleOfAStem()
{
    QFETCH(QString, module);
    const LoraTarget* target = targets().find(QTest::currentDataTag());

    QVERIFY(target != nullptr);
    QCOMPARE(QString::fromStdString(target->module), module);
    QCOMPARE(target->network, module.startsWith("text_model") ? LoraNetwork::TextEncoder : LoraNetwork::UNet);
}

void TestLoraNames::doesNotKnowOtherModules_data()
{
    QTest::addColumn<int>("unused");
    // Of SDXL, of another depth, of other networks.
    for (const char* stem :
         {"lora_unet_input_blocks_4_1_transformer_blocks_1_attn1_to_q", "lora_unet_label_emb_0_0",
          "lora_te2_text_model_encoder_layers_0_mlp_fc1", "lora_te_text_model_encoder_layers_12_mlp_fc1",
          "lora_unet_input_blocks_11_1_proj_in", "lora_unet_double_blocks_0_img_attn_qkv", ""}) {
        QTest::newRow(stem) << 0;
    }
}

void TestLoraNames::doesNotKnowOtherModules()
{
    QVERIFY(targets().find(QTest::currentDataTag()) == nullptr);
}

void TestLoraNames::givesEachModuleALdmNameOfItsOwn()
{
    const test::NetworkShapes shapes = test::NetworkShapes::load("sd21-unet");
    std::set<std::string> modules;
    for (const auto& [name, shape] : shapes.tensors) {
        modules.insert(name.substr(0, name.rfind('.')));
    }
    const std::map<std::string, std::string> ldm = ldmUNetNames(modules);

    QCOMPARE(ldm.size(), modules.size());
    std::set<std::string> names;
    for (const auto& [module, name] : ldm) {
        QVERIFY2(names.insert(name).second, name.c_str());
    }
}

void TestLoraNames::knowsTheTextsWidth()
{
    QCOMPARE(targets().textWidth(), std::int64_t{768});
}

QTEST_APPLESS_MAIN(TestLoraNames)
#include "test_lora_names.moc"
