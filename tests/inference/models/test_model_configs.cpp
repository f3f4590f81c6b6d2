// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/models/clip_text_config.h"
#include "inference/models/unet_config.h"
#include "inference/models/vae_config.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <functional>

using namespace gesso;
using namespace gesso::inference;
using nlohmann::json;

namespace {

/// What is said of a config that must be refused; empty when it was taken.
template <typename Config> QString refusal(const json& config)
{
    try {
        static_cast<void>(Config::fromJson(config));
    } catch (const EngineError& error) {
        return error.code() == ErrorCode::ModelUnsupported ? QString(error.what()) : QString();
    }
    return {};
}

/// Refuses one field of an otherwise published config.
struct Refused {
    const char* field;
    json value;
};

json twoLevels()
{
    return json::parse(R"({"block_out_channels": [32, 64], "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"],
        "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D"], "attention_head_dim": [2, 4]})");
}

} // namespace

class TestModelConfigs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void absentUnetFieldsTakeDiffusersDefaults()
    {
        const UNetConfig unet = UNetConfig::fromJson(json::object());
        QCOMPARE(unet.levels.size(), std::size_t{4});
        QCOMPARE(unet.levels[3].channels, 1280);
        QVERIFY(unet.levels[0].downAttention && !unet.levels[3].downAttention);
        QVERIFY(unet.levels[0].upAttention && !unet.levels[3].upAttention);
        QCOMPARE(unet.levels[2].heads, 8);
        QCOMPARE(unet.contextWidth, 1280);
        QCOMPARE(unet.timeWidth, 1280);
        QVERIFY(!unet.sampleSize);
    }

    void upBlocksAreListedFromTheCoarsestLevel()
    {
        const UNetConfig unet = UNetConfig::fromJson(twoLevels());
        QVERIFY(!unet.levels[0].downAttention && !unet.levels[0].upAttention);
        QVERIFY(unet.levels[1].downAttention && unet.levels[1].upAttention);
        QCOMPARE(unet.levels[1].heads, 4);
    }

    void numAttentionHeadsOverridesTheMisnamedField()
    {
        json config = twoLevels();
        config["num_attention_heads"] = 16;
        QCOMPARE(UNetConfig::fromJson(config).levels[1].heads, 16);
    }

    void fieldsWithoutEffectAreTaken()
    {
        json config = twoLevels();
        config.update(json::parse(R"({"upcast_attention": true, "use_linear_projection": true, "dropout": 0.1,
            "num_class_embeds": null, "dual_cross_attention": false, "mid_block_only_cross_attention": null,
            "sample_size": [48, 96], "_diffusers_version": "0.6.0", "some_later_field": {"a": 1}})"));
        const UNetConfig unet = UNetConfig::fromJson(config);
        QCOMPARE((*unet.sampleSize)[0], 48);
        QCOMPARE((*unet.sampleSize)[1], 96);
    }

    void unetRefusesWhatItCannotDo_data();
    void unetRefusesWhatItCannotDo();
    void vaeRefusesWhatItCannotDo_data();
    void vaeRefusesWhatItCannotDo();
    void textEncoderRefusesWhatItCannotDo_data();
    void textEncoderRefusesWhatItCannotDo();

    void vaeDefaultsAreThoseOfDiffusers()
    {
        const VaeConfig vae = VaeConfig::fromJson({{"block_out_channels", {128, 256}},
                                                   {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D"}},
                                                   {"up_block_types", {"UpDecoderBlock2D", "UpDecoderBlock2D"}}});
        QCOMPARE(vae.scalingFactor, 0.18215);
        QCOMPARE(vae.layersPerBlock, 1);
        QCOMPARE(vae.pixelsPerLatent(), 2);
        QVERIFY(vae.midAttention && vae.quantConv && vae.postQuantConv);
    }

    void sizesThatDoNotFitEachOtherAreNamedTogether()
    {
        json unet = twoLevels();
        unet["norm_num_groups"] = 48;
        QVERIFY(refusal<UNetConfig>(unet).contains("[32,64] for 'block_out_channels': each must be a multiple of "
                                                   "norm_num_groups, 48"));
        unet = twoLevels();
        unet["attention_head_dim"] = 7;
        QVERIFY(refusal<UNetConfig>(unet).contains("attention heads, 7"));
        QVERIFY(refusal<VaeConfig>({{"block_out_channels", {64}}, {"norm_num_groups", 3}}).contains("groups, 3"));
        QVERIFY(refusal<VaeConfig>({{"block_out_channels", {32, 64}}}).contains("down_block_types"));
        QVERIFY(refusal<ClipTextConfig>({{"hidden_size", 32}, {"num_attention_heads", 7}}).contains("heads, 7"));
    }

    void configsThatAreNoObjectsAreRefused()
    {
        for (const json& config : {json::array(), json(nullptr), json("text")}) {
            QVERIFY(!refusal<UNetConfig>(config).isEmpty());
            QVERIFY(!refusal<VaeConfig>(config).isEmpty());
            QVERIFY(!refusal<ClipTextConfig>(config).isEmpty());
        }
    }

private:
    static void addRows(std::initializer_list<Refused> rows)
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        for (const Refused& row : rows) {
            const std::string value = row.value.dump();
            QTest::newRow((row.field + (" " + value)).c_str())
                << QByteArray(row.field) << QByteArray::fromStdString(value);
        }
    }

    /// The field's name and its value stand in the message.
    template <typename Config> static void checkRow(json config)
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, value);
        config[field.toStdString()] = json::parse(value.toStdString());
        const QString message = refusal<Config>(config);
        QVERIFY2(message.contains("'" + field + "'"), qPrintable(message));
        QVERIFY2(message.contains(json::parse(value.toStdString()).dump().c_str()), qPrintable(message));
    }
};

void TestModelConfigs::unetRefusesWhatItCannotDo_data()
{
    addRows({{"act_fn", "mish"},
             {"mid_block_type", nullptr},
             {"mid_block_type", "UNetMidBlock2D"},
             {"down_block_types", {"KDownBlock2D", "CrossAttnDownBlock2D"}},
             {"up_block_types", {"CrossAttnUpBlock2D"}},
             {"block_out_channels", json::array()},
             {"block_out_channels", {32, -64}},
             {"block_out_channels", {32, 64.5}},
             {"block_out_channels", {32, 65}},
             {"block_out_channels", {32, 1'000'000'000}},
             {"block_out_channels", {32, UINT64_MAX}},
             {"norm_num_groups", nullptr},
             {"norm_num_groups", 0},
             {"layers_per_block", 100'000},
             {"layers_per_block", {2, 2, 2}},
             {"attention_head_dim", 0},
             {"attention_head_dim", "eight"},
             {"cross_attention_dim", {32, 64}},
             {"norm_eps", -1},
             {"norm_eps", true},
             {"time_cond_proj_dim", 257},
             {"num_class_embeds", 1000},
             {"class_embed_type", "timestep"},
             {"addition_embed_type", "text_time"},
             {"encoder_hid_dim", 64},
             {"dual_cross_attention", true},
             {"resnet_time_scale_shift", "scale_shift"},
             {"time_embedding_type", "fourier"},
             {"conv_in_kernel", 4},
             {"downsample_padding", 2},
             {"transformer_layers_per_block", {{1, 2}, {1, 2}}},
             {"only_cross_attention", "yes"},
             {"_class_name", "UNet3DConditionModel"}});
}

void TestModelConfigs::unetRefusesWhatItCannotDo()
{
    checkRow<UNetConfig>(twoLevels());
}

void TestModelConfigs::vaeRefusesWhatItCannotDo_data()
{
    addRows({{"act_fn", "relu"},
             {"block_out_channels", {33}},
             {"latent_channels", 0},
             {"norm_num_groups", -3},
             {"scaling_factor", 0},
             {"scaling_factor", "0.18"},
             {"shift_factor", 0.1},
             {"latents_mean", {0.1, 0.2}},
             {"use_quant_conv", 1},
             {"down_block_types", {"AttnDownEncoderBlock2D"}},
             {"_class_name", "AutoencoderTiny"}});
}

void TestModelConfigs::vaeRefusesWhatItCannotDo()
{
    checkRow<VaeConfig>({{"block_out_channels", {64}}});
}

void TestModelConfigs::textEncoderRefusesWhatItCannotDo_data()
{
    addRows({{"hidden_act", "gelu_new"},
             {"hidden_size", 30},
             {"num_hidden_layers", 0},
             {"num_attention_heads", {8}},
             {"vocab_size", -1},
             {"max_position_embeddings", 1e9},
             {"layer_norm_eps", 0},
             {"model_type", "t5"}});
}

void TestModelConfigs::textEncoderRefusesWhatItCannotDo()
{
    checkRow<ClipTextConfig>({{"hidden_size", 32}, {"num_attention_heads", 8}});
}

QTEST_APPLESS_MAIN(TestModelConfigs)
#include "test_model_configs.moc"
