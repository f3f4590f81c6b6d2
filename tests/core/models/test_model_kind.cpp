// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_kind.h"

#include <QTest>

#include <set>
#include <sstream>

using namespace gesso;

namespace {

struct NamedShape {
    std::string name;
    std::vector<int> shape;
};

/// A header with these tensors, a byte an element.
SafetensorsHeader headerOf(const std::vector<NamedShape>& tensors)
{
    std::ostringstream json;
    std::size_t end = 0;
    for (const NamedShape& tensor : tensors) {
        std::size_t bytes = 1;
        json << (end == 0 ? '{' : ',') << '"' << tensor.name << "\":{\"dtype\":\"U8\",\"shape\":[";
        for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
            json << (i == 0 ? "" : ",") << tensor.shape[i];
            bytes *= static_cast<std::size_t>(tensor.shape[i]);
        }
        json << "],\"data_offsets\":[" << end << ',' << end + bytes << "]}";
        end += bytes;
    }
    json << '}';
    std::string file;
    for (int shift = 0; shift < 64; shift += 8) {
        file.push_back(static_cast<char>(json.str().size() >> shift));
    }
    return SafetensorsHeader::parse(file + json.str() + std::string(end, 'x')).value();
}

const std::string kUnet = "model.diffusion_model.";
const NamedShape kXl{"conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias", {4}};

NamedShape input(int channels)
{
    return {kUnet + "input_blocks.0.0.weight", {2, channels, 3, 3}};
}

NamedShape textWidth(int width)
{
    return {kUnet + "input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight", {1, width}};
}

} // namespace

class TestModelKind final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsCheckpointsByTheirTensors()
    {
        QCOMPARE(kindOf(headerOf({input(4), textWidth(768)})), ModelKind::Sd1);
        QCOMPARE(kindOf(headerOf({input(9), textWidth(768)})), ModelKind::Sd1Inpaint);
        QCOMPARE(kindOf(headerOf({input(8), textWidth(768)})), ModelKind::InstructPix2Pix);
        QCOMPARE(kindOf(headerOf({input(4), textWidth(1024)})), ModelKind::Sd2);
        QCOMPARE(kindOf(headerOf({input(9), textWidth(1024)})), ModelKind::Sd2Inpaint);
        QCOMPARE(kindOf(headerOf({input(4), kXl})), ModelKind::Sdxl);
        QCOMPARE(kindOf(headerOf({input(9), kXl})), ModelKind::SdxlInpaint);
        QCOMPARE(kindOf(headerOf(
                     {input(4), {"conditioner.embedders.0.model.transformer.resblocks.9.mlp.c_proj.bias", {4}}})),
                 ModelKind::SdxlRefiner);
        QCOMPARE(kindOf(headerOf({input(7), {kUnet + "input_blocks.10.0.skip_connection.bias", {4}}})),
                 ModelKind::Upscaler);
    }

    void tellsPartsAndExtrasByTheirTensors()
    {
        QCOMPARE(kindOf(headerOf({{"control_model.input_hint_block.0.weight", {1}}, input(4)})), ModelKind::ControlNet);
        QCOMPARE(kindOf(headerOf({{"controlnet_cond_embedding.conv_in.weight", {1}},
                                  {"conv_in.weight", {1}},
                                  {"time_embedding.linear_1.weight", {1}}})),
                 ModelKind::ControlNet);
        QCOMPARE(kindOf(headerOf({{"conv_in.weight", {1}}, {"time_embedding.linear_1.weight", {1}}})), ModelKind::Unet);
        QCOMPARE(kindOf(headerOf({{"first_stage_model.decoder.conv_in.weight", {1}}})), ModelKind::Vae);
        QCOMPARE(kindOf(headerOf({{"embeddings.token_embedding.weight", {1}}})), ModelKind::TextEncoder);
        QCOMPARE(kindOf(headerOf({{"lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight", {1}}})),
                 ModelKind::Lora);
        QCOMPARE(kindOf(headerOf({{"unet.down_blocks.0.attn1.to_q.lora_A.weight", {1}}})), ModelKind::Lora);
        QCOMPARE(kindOf(headerOf({{"unet.x.attn1.processor.to_q_lora.down.weight", {1}}})), ModelKind::Lora);
        QCOMPARE(kindOf(headerOf({{"emb_params", {2, 768}}})), ModelKind::Embedding);
        QCOMPARE(kindOf(headerOf({{"clip_g", {1, 1280}}, {"clip_l", {1, 768}}})), ModelKind::Embedding);
        QCOMPARE(kindOf(headerOf({{"something.weight", {1}}})), ModelKind::Unknown);
    }

    void everyKindHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (int i = 0; i <= static_cast<int>(ModelKind::Embedding); ++i) {
            names.insert(name(static_cast<ModelKind>(i)));
            QVERIFY(!description(static_cast<ModelKind>(i)).empty());
        }
        QCOMPARE(names.size(), static_cast<std::size_t>(ModelKind::Embedding) + 1);
    }
};

QTEST_APPLESS_MAIN(TestModelKind)
#include "test_model_kind.moc"
