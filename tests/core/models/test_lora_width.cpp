// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_list.h"
#include "tests/support/safetensors_text.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;

namespace {

constexpr const char* kKohya = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight";
constexpr const char* kDiffusers = "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight";
constexpr const char* kSelf = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_k.lora_down.weight";
constexpr const char* kText = "lora_te_text_model_encoder_layers_0_self_attn_q_proj.lora_down.weight";

} // namespace

/// For which models a LoRA is, by its header.
class TestLoraWidth final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isThatOfTheLayersThatReadTheText_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<quint64>("width");
        const auto row = [](const char* name, const std::string& file, quint64 width) {
            QTest::newRow(name) << QByteArray::fromStdString(file) << width;
        };
        row("Stable Diffusion 1", safetensorsOf({{kSelf, {4, 640}}, {kKohya, {4, 768}}}), 768);
        row("Stable Diffusion 2, as diffusers names it", safetensorsOf({{kDiffusers, {8, 1024}}}), 1024);
        row("XL", safetensorsOf({{kKohya, {4, 2048}}}), 2048);
        row("of the text encoder alone", safetensorsOf({{kText, {4, 768}}}), 768);
        row("of layers that tell nothing", safetensorsOf({{kSelf, {4, 640}}}), 0);
        row("no LoRA", safetensorsOf({{"weight", {2, 2}}}), 0);
        row("cut", safetensorsOf({{kKohya, {4, 768}}}).substr(0, 40), 0);
        row("empty", {}, 0);
    }

    void isThatOfTheLayersThatReadTheText()
    {
        QFETCH(QByteArray, file);
        QFETCH(quint64, width);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("a.safetensors")).toStdString();
        std::ofstream(path, std::ios::binary).write(file.data(), file.size());
        QCOMPARE(quint64(loraTextWidth(path)), width);
        QCOMPARE(quint64(loraTextWidth(folder.path().toStdString())), quint64(0));
    }
};

QTEST_GUILESS_MAIN(TestLoraWidth)
#include "test_lora_width.moc"
