// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/posterior.h"
#include "inference/models/unet_2d_condition_model.h"
#include "inference/weights/model_files.h"
#include "inference/weights/safetensors_file.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <QTest>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

namespace {

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

/// Largest difference as a part of the largest value; not a number, which passes no test, where the shapes differ.
double relativeDifference(const at::Tensor& actual, const at::Tensor& expected)
{
    if (actual.sizes() != expected.sizes()) {
        return std::nan("");
    }
    return (actual - expected).abs().max().item<double>() / expected.abs().max().item<double>();
}

} // namespace

/// The tiny models of tests/fixtures against what diffusers and transformers make of the same inputs.
class TestFixtureParity final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_worst = 0; }
    void textEncoder_data();
    void textEncoder();
    void unet_data();
    void unet();
    void sharedGuidanceHalves_data();
    void sharedGuidanceHalves();
    void vae_data();
    void vae();

private:
    void compare(const char* what, const at::Tensor& actual, const at::Tensor& expected)
    {
        const double difference = relativeDifference(actual, expected);
        QVERIFY2(difference <= kTolerance, qPrintable(QString("%1: differs by %2").arg(what).arg(difference)));
        m_worst = std::max(m_worst, difference);
    }
    /// Each model on the plain reference and on the backend that this processor would get.
    static void addModels(std::initializer_list<const char*> models)
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("plain");
        for (const char* model : models) {
            QTest::addRow("%s, reference", model) << model << true;
            QTest::addRow("%s, %s", model, backendFor(at::kCPU).name().data()) << model << false;
        }
    }
    static const Backend& backend(bool plain) { return plain ? referenceBackend() : backendFor(at::kCPU); }

    double m_worst = 0; ///< relative difference of the present row, shown for the record
};

void TestFixtureParity::textEncoder_data()
{
    addModels({"sd1-tiny", "sd2-tiny", "odd-tiny"});
}

void TestFixtureParity::textEncoder()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFiles folder = ModelFiles::open(fixture("models/" + model.toStdString()));
    const SafetensorsFile reference(fixture("reference/" + model.toStdString() + ".safetensors"));
    const ClipTextModel encoder(ClipTextConfig::fromJson(folder.textEncoderConfig()),
                                loader(folder.textEncoderWeights(), backend(plain)));
    for (const std::string text : {"text.prompt.", "text.negative.", "text.empty."}) {
        const at::Tensor ids = reference.load(text + "ids").to(at::kLong);
        compare("last", encoder.forward(ids, 1, {}), reference.load(text + "last"));
        compare("clip_skip_1", encoder.forward(ids, 2, {}), reference.load(text + "clip_skip_1"));
    }
    qInfo("worst relative difference %.1e", m_worst);
}

void TestFixtureParity::unet_data()
{
    addModels({"sd1-tiny", "sd2-tiny", "odd-tiny", "inpaint-tiny"});
}

void TestFixtureParity::unet()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFiles folder = ModelFiles::open(fixture("models/" + model.toStdString()));
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
        compare(name.c_str(), at::cat(rows), reference.load(test + "output"));
    }
    qInfo("worst relative difference %.1e", m_worst);
}

void TestFixtureParity::sharedGuidanceHalves_data()
{
    addModels({"sd1-tiny", "sd2-tiny", "odd-tiny"});
}

/// The halves computed together from one sample are the halves computed alone.
void TestFixtureParity::sharedGuidanceHalves()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFiles folder = ModelFiles::open(fixture("models/" + model.toStdString()));
    const UNet2DConditionModel unet(UNetConfig::fromJson(folder.unetConfig()),
                                    loader(folder.unetWeights(), backend(plain)));
    const at::Tensor sample = noise({1, unet.config().inChannels, 8, 12}, 5);
    const at::Tensor embeddings = noise({2, 77, unet.config().contextWidth}, 6);
    const at::Tensor together = unet.forward(sample, 700, unet.prepareContext(embeddings), {});
    std::vector<at::Tensor> alone;
    for (const std::int64_t half : {0, 1}) {
        alone.push_back(unet.forward(sample, 700, unet.prepareContext(embeddings.narrow(0, half, 1)), {}));
    }
    const double difference = relativeDifference(together, at::cat(alone));
    qInfo("relative difference %.1e", difference);
    QVERIFY(difference <= 1e-5); // another batch size is another blocking of the same sums
}

void TestFixtureParity::vae_data()
{
    addModels({"sd1-tiny", "sd2-tiny", "odd-tiny"});
}

void TestFixtureParity::vae()
{
    QFETCH(QString, model);
    QFETCH(bool, plain);
    const ModelFiles folder = ModelFiles::open(fixture("models/" + model.toStdString()));
    const SafetensorsFile reference(fixture("reference/" + model.toStdString() + ".safetensors"));
    const AutoencoderKL vae(VaeConfig::fromJson(folder.vaeConfig()), loader(folder.vaeWeights(), backend(plain)));
    compare("decode", vae.decode(reference.load("vae.decode.latents"), {}), reference.load("vae.decode.output"));
    const Posterior posterior = Posterior::fromMoments(vae.encodeMoments(reference.load("vae.encode.picture"), {}));
    compare("mean", posterior.mean, reference.load("vae.encode.mean"));
    compare("logvar", posterior.logVariance, reference.load("vae.encode.logvar"));
    compare("sample", posterior.sample(at::detail::createCPUGenerator(3)), reference.load("vae.encode.sample_seed_3"));
    qInfo("worst relative difference %.1e", m_worst);
}

QTEST_APPLESS_MAIN(TestFixtureParity)
#include "test_fixture_parity.moc"
