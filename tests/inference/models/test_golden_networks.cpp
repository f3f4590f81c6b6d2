// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/posterior.h"
#include "inference/models/unet_2d_condition_model.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;
using nlohmann::json;

namespace {

WeightLoader loaderFor(const NetworkShapes& shapes, const Backend& backend)
{
    return {weightsByRule(shapes), backend, at::kFloat, at::kCPU};
}

at::Tensor input(const json& description)
{
    return noise(description.at("shape").get<std::vector<std::int64_t>>(), description.at("seed"));
}

/// One row at a time where the case gives each row its own timestep, as our networks take one for all.
at::Tensor runUnet(const json& test, const NetworkShapes& shapes, const Backend& backend)
{
    const UNet2DConditionModel unet(UNetConfig::fromJson(shapes.config), loaderFor(shapes, backend));
    const at::Tensor sample = input(test.at("sample"));
    const at::Tensor context = input(test.at("context"));
    const auto timesteps = test.at("timesteps").get<std::vector<double>>();
    if (timesteps.size() == 1) {
        return unet.forward(sample, timesteps[0], unet.prepareContext(context), {});
    }
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < timesteps.size(); ++i) {
        const auto row = static_cast<std::int64_t>(i);
        const TextContext text = unet.prepareContext(context.narrow(0, row, 1));
        rows.push_back(unet.forward(sample.narrow(0, row, 1), timesteps[i], text, {}));
    }
    return at::cat(rows);
}

at::Tensor runVae(const json& test, const NetworkShapes& shapes, const Backend& backend)
{
    const AutoencoderKL vae(VaeConfig::fromJson(shapes.config), loaderFor(shapes, backend));
    const std::string operation = test.at("operation");
    if (operation == "decode") {
        return vae.decode(input(test.at("sample")), {});
    }
    const Posterior posterior = Posterior::fromMoments(vae.encodeMoments(input(test.at("sample")).clamp(-1, 1), {}));
    if (operation == "encode_sample") {
        return posterior.sample(at::detail::createCPUGenerator(3));
    }
    return operation == "encode_mean" ? posterior.mean : posterior.logVariance;
}

at::Tensor runText(const json& test, const NetworkShapes& shapes, const Backend& backend)
{
    json config = shapes.config;
    config["hidden_act"] = test.at("hidden_act");
    const ClipTextModel encoder(ClipTextConfig::fromJson(config), loaderFor(shapes, backend));
    const at::Tensor ids = at::tensor(test.at("ids").get<std::vector<std::int64_t>>()).unsqueeze(0);
    return encoder.forward(ids, test.at("clip_skip").get<std::int64_t>() + 1, {});
}

/// Golden sums agree within 1e-5, single values within 1e-4 (tests/fixtures/README.md).
void compare(const at::Tensor& actual, const json& expected)
{
    QCOMPARE(actual.sizes().vec(), expected.at("shape").get<std::vector<std::int64_t>>());
    const at::Tensor flat = actual.flatten().to(at::kDouble);
    const double sum = expected.at("abs_sum");
    const auto found = flat.abs().sum().item<double>();
    QVERIFY2(std::abs(found - sum) <= 1e-5 * sum, qPrintable(QString("sum %1, not %2").arg(found).arg(sum)));
    std::vector<double> values = expected.at("first");
    values.push_back(expected.at("last"));
    const at::Tensor shown = at::cat({flat.slice(0, 0, 4), flat.slice(0, -1)});
    const auto difference = (shown - at::tensor(values, at::kDouble)).abs().max().item<double>();
    QVERIFY2(difference <= 1e-4, qPrintable(QString("values differ by %1").arg(difference)));
}

} // namespace

/// The networks without a weight file: weights by a rule, results by diffusers and transformers.
class TestGoldenNetworks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesDiffusers_data();
    void matchesDiffusers();
    void classEmbeddingsAreRefusedByName();
};

void TestGoldenNetworks::matchesDiffusers_data()
{
    QTest::addColumn<QByteArray>("test");
    std::ifstream file(GESSO_FIXTURES "/goldens.json");
    const json goldens = json::parse(file);
    for (const json& test : goldens.at("cases")) {
        const std::string operation = test.at("operation");
        const bool network = operation == "unet" || operation == "text" || test.contains("tiled");
        if (network && !test.value("tiled", false) && !test.contains("class_label")) {
            QTest::newRow(test.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(test.dump());
        }
    }
}

void TestGoldenNetworks::matchesDiffusers()
{
    QFETCH(QByteArray, test);
    const json golden = json::parse(test.toStdString());
    const NetworkShapes shapes = NetworkShapes::load("golden-" + golden.at("network").get<std::string>());
    const std::string operation = golden.at("operation");
    const auto run = operation == "unet" ? runUnet : operation == "text" ? runText : runVae;
    for (const Backend* backend : {&referenceBackend(), &backendFor(at::kCPU)}) {
        compare(run(golden, shapes, *backend), golden.at("result"));
    }
}

void TestGoldenNetworks::classEmbeddingsAreRefusedByName()
{
    try {
        static_cast<void>(UNetConfig::fromJson(NetworkShapes::load("golden-U4").config));
        QFAIL("the x4 upscaler's UNet was taken");
    } catch (const EngineError& error) {
        QCOMPARE(error.code(), ErrorCode::ModelUnsupported);
        QVERIFY(QString(error.what()).contains("num_class_embeds"));
    }
}

QTEST_APPLESS_MAIN(TestGoldenNetworks)
#include "test_golden_networks.moc"
