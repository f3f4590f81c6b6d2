// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/merged_weights.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kLoras = GESSO_FIXTURES "/loras/sd1-tiny/";
const std::string kModel = GESSO_FIXTURES "/models/sd1-tiny/";

std::shared_ptr<WeightSource> unet()
{
    return std::make_shared<SafetensorsFile>(kModel + "unet/diffusion_pytorch_model.safetensors");
}

const LoraTargets& targets()
{
    static const LoraTargets targets(*unet(), SafetensorsFile(kModel + "text_encoder/model.safetensors"));
    return targets;
}

AppliedLora lora(const std::string& name, double weight)
{
    return {std::make_shared<LoraFile>(kLoras + name + ".safetensors", targets()), weight};
}

bool sameBits(const at::Tensor& a, const at::Tensor& b)
{
    return a.scalar_type() == b.scalar_type() && at::equal(a, b);
}

} // namespace

class TestMergedWeights final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesWhatTheLoraNames();
    void sumsSeveralInFloat32();
    void roundsOnce();
    void theSourceIsTheSameAfterAHundredMerges();
    void showsTheSourcesNamesAndShapes();
    void givesEachNetworkItsWeight();
};

void TestMergedWeights::changesWhatTheLoraNames()
{
    const std::shared_ptr<WeightSource> source = unet();
    const AppliedLora peft = lora("peft", 1.);
    const MergedWeights merged(source, LoraNetwork::UNet, {peft});
    int changed = 0;
    for (const std::string& name : source->names()) {
        const bool isNamed = peft.file->changes(LoraNetwork::UNet, name);
        const at::Tensor weight = merged.load(name);
        QCOMPARE(weight.scalar_type(), isNamed ? at::kFloat : at::kHalf);
        QCOMPARE(!at::equal(weight.to(at::kFloat), source->load(name).to(at::kFloat)), isNamed);
        changed += isNamed ? 1 : 0;
    }
    QCOMPARE(changed, 54); // q, k, v and out of both attentions, and proj_in, of six transformers
}

void TestMergedWeights::sumsSeveralInFloat32()
{
    const std::string name = "mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight";
    const std::shared_ptr<WeightSource> source = unet();
    const at::Tensor weight = source->load(name).to(at::kDouble);
    const auto change = [&](const std::string& file) {
        return lora(file, 1.).file->changed(LoraNetwork::UNet, name, at::zeros(weight.sizes()), 1.).to(at::kDouble);
    };
    const at::Tensor expected = weight + 0.8 * change("kohya") - 0.6 * change("peft");

    const MergedWeights merged(source, LoraNetwork::UNet, {lora("kohya", 0.8), lora("peft", -0.6)});

    QVERIFY(at::allclose(merged.load(name).to(at::kDouble), expected, 1e-6, 1e-7));
}

void TestMergedWeights::roundsOnce()
{
    // 1 + 2 * 0.4 ulp of float16 is 1 where each LoRA is rounded, and the next number where the sum is.
    const double step = 0.0009765625;
    const at::Tensor one = at::ones({16, 16}, at::kHalf);
    const std::string name = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_k.weight";
    const auto source = std::make_shared<test::InMemoryWeights>(std::map<std::string, at::Tensor>{{name, one}});
    const AppliedLora plain = lora("kohya", 1.);
    const at::Tensor change = plain.file->changed(LoraNetwork::UNet, name, at::zeros({16, 16}), 1.);
    const double factor = 0.4 * step / change[3][5].item<double>();

    const MergedWeights merged(source, LoraNetwork::UNet, {{plain.file, factor}, {plain.file, factor}});

    QCOMPARE(merged.load(name).to(at::kHalf)[3][5].item<double>(), 1. + step);
}

void TestMergedWeights::theSourceIsTheSameAfterAHundredMerges()
{
    const std::shared_ptr<WeightSource> source = unet();
    std::map<std::string, at::Tensor> before;
    for (const std::string& name : source->names()) {
        before[name] = source->load(name).clone();
    }
    const AppliedLora kinds[] = {lora("kohya", 0.7), lora("dora", 1.), lora("differences", -0.3)};
    const std::string probe = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
    const at::Tensor first = MergedWeights(source, LoraNetwork::UNet, {kinds[0]}).load(probe);
    for (int i = 0; i < 100; ++i) {
        const MergedWeights merged(source, LoraNetwork::UNet, {kinds[i % 3]});
        for (const std::string& name : {probe, std::string("conv_in.weight")}) {
            (void)merged.load(name);
        }
    }

    for (const auto& [name, tensor] : before) {
        QVERIFY2(sameBits(MergedWeights(source, LoraNetwork::UNet, {}).load(name), tensor), name.c_str());
    }
    QVERIFY(sameBits(MergedWeights(source, LoraNetwork::UNet, {kinds[0]}).load(probe), first));
}

void TestMergedWeights::showsTheSourcesNamesAndShapes()
{
    const std::shared_ptr<WeightSource> source = unet();
    const MergedWeights merged(source, LoraNetwork::UNet, {lora("kohya", 1.)});
    Fingerprints own;
    Fingerprints shown;
    source->addFingerprints(own);
    merged.addFingerprints(shown);

    QCOMPARE(merged.names(), source->names());
    QVERIFY(own == shown);
    for (const std::string& name : source->names()) {
        QVERIFY(merged.contains(name));
        QCOMPARE(merged.shape(name), source->shape(name));
        QCOMPARE(merged.load(name).sizes().vec(), source->shape(name));
    }
    QVERIFY(!merged.contains("conv_in"));
}

void TestMergedWeights::givesEachNetworkItsWeight()
{
    const std::string name = "mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight";
    const std::shared_ptr<WeightSource> source = unet();
    const auto ofUNet = [&](double weight, std::optional<double> unetWeight) {
        AppliedLora applied = lora("kohya", weight);
        applied.unetWeight = unetWeight;
        return MergedWeights(source, LoraNetwork::UNet, {applied});
    };
    QVERIFY(sameBits(ofUNet(0.3, 0.7).load(name), ofUNet(0.7, {}).load(name)));
    QCOMPARE(ofUNet(0.3, 0.7).version(name), ofUNet(0.7, {}).version(name));
    QVERIFY(sameBits(ofUNet(0.3, 0.).load(name), source->load(name)));
    QCOMPARE(ofUNet(0.3, 0.).version(name), source->version(name));

    const auto text = std::make_shared<SafetensorsFile>(kModel + "text_encoder/model.safetensors");
    const std::string layer = "text_model.encoder.layers.0.self_attn.q_proj.weight";
    const auto ofText = [&](double weight, std::optional<double> unetWeight) {
        AppliedLora applied = lora("kohya", weight);
        applied.unetWeight = unetWeight;
        return MergedWeights(text, LoraNetwork::TextEncoder, {applied}).load(layer);
    };
    QVERIFY(sameBits(ofText(0.3, 0.7), ofText(0.3, {})));
    QVERIFY(!sameBits(ofText(0.3, {}), ofText(0.7, {})));
}

QTEST_APPLESS_MAIN(TestMergedWeights)
#include "test_merged_weights.moc"
