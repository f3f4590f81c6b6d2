// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/unet_2d_condition_model.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

namespace {

const Backend kReference;

/// Builds the network from shapes alone: each constructor ends in WeightLoader::finish, which throws unless every
/// tensor was asked for in its shape, and no other.
void build(const NetworkShapes& shapes)
{
    const WeightLoader weights(weightsOnMeta(shapes), kReference, at::kHalf, at::kMeta);
    if (shapes.tensors.contains("time_embedding.linear_1.weight")) {
        const UNet2DConditionModel unet(UNetConfig::fromJson(shapes.config), weights);
    } else if (shapes.tensors.contains("decoder.conv_in.weight")) {
        const AutoencoderKL vae(VaeConfig::fromJson(shapes.config), weights);
    } else {
        const ClipTextModel encoder(ClipTextConfig::fromJson(shapes.config), weights);
    }
}

QString refusal(const NetworkShapes& shapes)
{
    try {
        build(shapes);
    } catch (const EngineError& error) {
        return error.code() == ErrorCode::ModelDamaged ? QString(error.what()) : QString();
    }
    return {};
}

} // namespace

/// Every tensor of the published networks is accounted for, without a weight file and without memory.
class TestParameterCounts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedNetworkHasAllItsTensors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("inChannels");
        QTest::addColumn<qsizetype>("tensors");
        QTest::addColumn<qint64>("parameters");
        QTest::newRow("SD 1.x UNet") << "sd15-unet" << qint64{4} << qsizetype{686} << qint64{859'520'964};
        QTest::newRow("SD 1.5 inpainting UNet") << "sd15-unet" << qint64{9} << qsizetype{686} << qint64{859'535'364};
        QTest::newRow("SD 2.x UNet") << "sd21-unet" << qint64{4} << qsizetype{686} << qint64{865'910'724};
        QTest::newRow("SD 2 inpainting UNet") << "sd21-unet" << qint64{9} << qsizetype{686} << qint64{865'925'124};
        QTest::newRow("VAE of SD 1.x") << "sd15-vae" << qint64{0} << qsizetype{248} << qint64{83'653'863};
        QTest::newRow("VAE of SD 2.x") << "sd21-vae" << qint64{0} << qsizetype{248} << qint64{83'653'863};
        QTest::newRow("CLIP-L") << "sd15-text_encoder" << qint64{0} << qsizetype{196} << qint64{123'060'480};
        QTest::newRow("OpenCLIP-H") << "sd21-text_encoder" << qint64{0} << qsizetype{372} << qint64{340'387'840};
    }

    void publishedNetworkHasAllItsTensors()
    {
        QFETCH(QString, name);
        QFETCH(qint64, inChannels);
        NetworkShapes shapes = NetworkShapes::load(name.toStdString());
        if (inChannels > 0) {
            shapes.config["in_channels"] = inChannels;
            shapes.tensors["conv_in.weight"][1] = inChannels;
        }
        QTEST(static_cast<qsizetype>(shapes.tensors.size()), "tensors");
        QTEST(qint64{shapes.parameters()}, "parameters");
        build(shapes);
    }

    void storedPositionIdsAreIgnored()
    {
        NetworkShapes shapes = NetworkShapes::load("sd15-text_encoder");
        shapes.tensors["text_model.embeddings.position_ids"] = {1, 77};
        build(shapes);
    }

    void missingMisshapenAndUnexpectedTensorsAreNamed()
    {
        NetworkShapes shapes = NetworkShapes::load("sd15-unet");
        shapes.tensors.erase("mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight");
        shapes.tensors["conv_out.bias"] = {5};
        shapes.tensors["down_blocks.3.attentions.0.norm.weight"] = {1280};
        const QString message = refusal(shapes);
        QVERIFY2(message.contains("mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight"),
                 qPrintable(message));
        QVERIFY2(message.contains("conv_out.bias"), qPrintable(message));
        QVERIFY2(message.contains("down_blocks.3.attentions.0.norm.weight"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TestParameterCounts)
#include "test_parameter_counts.moc"
