// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/posterior.h"
#include "inference/models/unet_2d_condition_model.h"
#include "inference/weights/model_folder.h"
#include "inference/weights/safetensors_file.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace gesso;
using namespace gesso::inference;

namespace {

const Backend kReference;

/// Outputs agree within 1e-4 of the largest value in the tensor (tests/fixtures/README.md).
constexpr double kTolerance = 1e-4;

std::filesystem::path fixture(const std::string& path)
{
    return std::filesystem::path(GESSO_FIXTURES) / path;
}

WeightLoader loader(std::shared_ptr<WeightSource> weights, const Backend& backend)
{
    return {std::move(weights), backend, at::kFloat, at::kCPU};
}

void compare(const at::Tensor& actual, const at::Tensor& expected)
{
    QCOMPARE(actual.sizes().vec(), expected.sizes().vec());
    const auto difference = (actual - expected).abs().max().item<double>();
    const double relative = difference / expected.abs().max().item<double>();
    QVERIFY2(relative <= kTolerance, qPrintable(QString("relative difference %1").arg(relative)));
    qInfo("relative difference %.1e", relative);
}

} // namespace

/// The tiny models of tests/fixtures against what diffusers and transformers make of the same inputs.
class TestFixtureParity final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textEncoder_data();
    void textEncoder();
    void unet_data();
    void unet();
    void vae_data();
    void vae();

private:
    /// Each model on the plain reference and on the backend that this processor would get.
    static void addModels()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("plain");
        for (const char* model : {"sd1-tiny", "sd2-tiny", "odd-tiny", "inpaint-tiny"}) {
            QTest::addRow("%s, reference", model) << model << true;
            QTest::addRow("%s, %s", model, backendFor(at::kCPU).name().data()) << model << false;
        }
    }
    static const Backend& backend(bool plain) { return plain ? kReference : backendFor(at::kCPU); }
};

void TestFixtureParity::textEncoder_data()
{
    addModels();
}

void TestFixtureParity::textEncoder()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFolder folder = ModelFolder::open(fixture("models/" + model.toStdString()));
    const SafetensorsFile reference(fixture("reference/" + model.toStdString() + ".safetensors"));
    if (!reference.contains("text.prompt.ids")) {
        QSKIP("this model shares the text encoder of another");
    }
    const ClipTextModel encoder(ClipTextConfig::fromJson(folder.textEncoderConfig()),
                                loader(folder.textEncoderWeights(), backend(plain)));
    for (const std::string text : {"text.prompt.", "text.negative.", "text.empty."}) {
        const at::Tensor ids = reference.load(text + "ids").to(at::kLong);
        compare(encoder.forward(ids, 1, {}), reference.load(text + "last"));
        compare(encoder.forward(ids, 2, {}), reference.load(text + "clip_skip_1"));
    }
}

void TestFixtureParity::unet_data()
{
    addModels();
}

void TestFixtureParity::unet()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFolder folder = ModelFolder::open(fixture("models/" + model.toStdString()));
    const SafetensorsFile reference(fixture("reference/" + model.toStdString() + ".safetensors"));
    const UNet2DConditionModel unet(UNetConfig::fromJson(folder.unetConfig()),
                                    loader(folder.unetWeights(), backend(plain)));
    for (const std::string name : {"integer", "fractional", "odd-size", "batch", "long-context"}) {
        const std::string test = "unet." + name + ".";
        const at::Tensor sample = reference.load(test + "sample");
        const at::Tensor context = reference.load(test + "context");
        const at::Tensor timesteps = reference.load(test + "timesteps");
        std::vector<at::Tensor> rows; // a timestep of its own for each row
        for (std::int64_t i = 0; i < sample.size(0); ++i) {
            const TextContext text = unet.prepareContext(context.narrow(0, i, 1));
            const auto timestep = timesteps[i].item<double>();
            rows.push_back(unet.forward(sample.narrow(0, i, 1), timestep, text, {}));
        }
        compare(at::cat(rows), reference.load(test + "output"));
    }
}

void TestFixtureParity::vae_data()
{
    addModels();
}

void TestFixtureParity::vae()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFolder folder = ModelFolder::open(fixture("models/" + model.toStdString()));
    const SafetensorsFile reference(fixture("reference/" + model.toStdString() + ".safetensors"));
    if (!reference.contains("vae.decode.latents")) {
        QSKIP("this model shares the VAE of another");
    }
    const AutoencoderKL vae(VaeConfig::fromJson(folder.vaeConfig()), loader(folder.vaeWeights(), backend(plain)));
    compare(vae.decode(reference.load("vae.decode.latents"), {}), reference.load("vae.decode.output"));
    const Posterior posterior = Posterior::fromMoments(vae.encodeMoments(reference.load("vae.encode.picture"), {}));
    compare(posterior.mean, reference.load("vae.encode.mean"));
    compare(posterior.logVariance, reference.load("vae.encode.logvar"));
    compare(posterior.sample(at::detail::createCPUGenerator(3)), reference.load("vae.encode.sample_seed_3"));
}

QTEST_APPLESS_MAIN(TestFixtureParity)
#include "test_fixture_parity.moc"
