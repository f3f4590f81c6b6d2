// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"
#include "core/image/levels.h"
#include "inference/backend/registry.h"
#include "inference/pipelines/image_pipeline.h"
#include "inference/weights/safetensors_file.h"

#include <ATen/ATen.h>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kFixtures = GESSO_FIXTURES;

class SilentObserver final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int /*step*/, int /*of*/) override {}
    void previewed(const Image& /*preview*/) override {}
};

const nlohmann::json& reference()
{
    static const nlohmann::json json = nlohmann::json::parse(std::ifstream(kFixtures + "/reference/loras.json"));
    return json;
}

const DiffusionModel& plainModel(const std::string& name)
{
    static std::map<std::string, std::unique_ptr<DiffusionModel>> models;
    std::unique_ptr<DiffusionModel>& found = models[name];
    if (found == nullptr) {
        found = std::make_unique<DiffusionModel>(ModelFiles::open(kFixtures + "/models/" + name), at::Device(at::kCPU),
                                                 backendFor(at::kCPU));
    }
    return *found;
}

/// `uses`: pairs of a form and a weight.
std::shared_ptr<const DiffusionModel> modelWith(const std::string& name, const nlohmann::json& uses)
{
    const DiffusionModel& plain = plainModel(name);
    const LoraTargets targets = plain.loraTargets();
    std::vector<AppliedLora> loras;
    for (const nlohmann::json& use : uses) {
        const std::string file = kFixtures + "/loras/" + name + "/" + use.at(0).get<std::string>() + ".safetensors";
        loras.push_back({std::make_shared<const LoraFile>(file, targets), use.at(1).get<double>()});
    }
    return plain.withLoras(std::move(loras));
}

JobImage pictureOf(const DiffusionModel& model)
{
    const nlohmann::json& run = reference().at("run");
    GenerationRequest request;
    request.prompt = run.at("prompt");
    request.syntax = PromptSyntax::Plain; // diffusers'
    request.negativePrompt = run.at("negative");
    request.scheduler = *fromName<SchedulerKind>(run.at("scheduler").get<std::string>());
    request.steps = run.at("steps");
    request.guidanceScale = run.at("guidance");
    request.seed = run.at("seed");
    request.width = run.at("width");
    request.height = run.at("height");
    PipelineOptions options;
    options.latents = true;
    SilentObserver observer;
    StageTimings timings;
    return ImagePipeline(model, request, {}, options).make(0, timings, observer, {});
}

at::Tensor pixels(const Image& image)
{
    return at::tensor(image.u8(), at::kByte).reshape({image.height, image.width, image.channels}).to(at::kInt);
}

} // namespace

/// Parity with diffusers run on weights that were merged by hand: tests/fixtures/reference/loras.json.
class TestLoraPictures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfWeightsMergedByHand_data();
    void areThoseOfWeightsMergedByHand();
    void areThoseOfTheModelOnceTheLorasAreOut();
    void shareTheNetworksThatAreNotChanged();
    void areTheSameWithLayersTakenOver();
};

void TestLoraPictures::areThoseOfWeightsMergedByHand_data()
{
    QTest::addColumn<QByteArray>("row");
    for (const nlohmann::json& row : reference().at("cases")) {
        QTest::newRow(row.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(row.dump());
    }
}

void TestLoraPictures::areThoseOfWeightsMergedByHand()
{
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const std::string name = test.at("name");
    const SafetensorsFile tensors(kFixtures + "/reference/loras.safetensors");
    const at::Tensor latents = tensors.load(name + ".latents")[0];

    const JobImage image = pictureOf(*modelWith(test.at("model"), test.at("loras")));

    const at::Tensor given = at::tensor(image.latents).reshape(latents.sizes());
    const double error = ((given - latents).norm() / latents.norm()).item<double>();
    const at::Tensor picture = tensors.load(name + ".picture")[0].to(at::kInt);
    const int difference = (pixels(inFormat(*image.picture, PixelFormat::U8)) - picture).abs().max().item<int>();
    const QString figures = QString("latents %1, picture %2").arg(error, 0, 'e', 1).arg(difference);
    qInfo().noquote() << figures;
    QVERIFY2(error <= 1e-4 && difference <= 1, qPrintable(figures));
}

void TestLoraPictures::areThoseOfTheModelOnceTheLorasAreOut()
{
    const JobImage before = pictureOf(plainModel("sd1-tiny"));
    const JobImage with = pictureOf(*modelWith("sd1-tiny", nlohmann::json::parse(R"([["kohya", 1.0]])")));
    const JobImage after = pictureOf(plainModel("sd1-tiny"));

    QVERIFY(with.latents != before.latents);
    QVERIFY(after.latents == before.latents);
    QVERIFY(*after.picture == *before.picture);
}

void TestLoraPictures::shareTheNetworksThatAreNotChanged()
{
    const DiffusionModel& plain = plainModel("sd1-tiny");
    const auto unetOnly = modelWith("sd1-tiny", nlohmann::json::parse(R"([["kohya-ldm", 1.0]])"));

    QCOMPARE(unetOnly->vae(at::kFloat), plain.vae(at::kFloat));
    QCOMPARE(unetOnly->textEncoder(at::kFloat), plain.textEncoder(at::kFloat));
    QVERIFY(unetOnly->unet(at::kFloat) != plain.unet(at::kFloat));
    QCOMPARE(unetOnly->missingWeightBytes(at::kFloat), std::uint64_t{0});
}

void TestLoraPictures::areTheSameWithLayersTakenOver()
{
    const auto build = [] {
        return std::make_unique<DiffusionModel>(ModelFiles::open(kFixtures + "/models/sd1-tiny"), at::Device(at::kCPU),
                                                backendFor(at::kCPU));
    };
    const std::unique_ptr<DiffusionModel> loaded = build();
    loaded->load(at::kFloat, {}, [](int, int) {});
    const std::unique_ptr<DiffusionModel> fresh = build();
    const auto with = [](const DiffusionModel& model) {
        const std::string file = kFixtures + "/loras/sd1-tiny/old-diffusers.safetensors";
        return model.withLoras({{std::make_shared<const LoraFile>(file, model.loraTargets()), 0.9}});
    };
    const auto sharing = with(*loaded);
    const auto alone = with(*fresh);

    QVERIFY(sharing->missingWeightBytes(at::kFloat) > 0);
    QVERIFY(2 * sharing->missingWeightBytes(at::kFloat) < alone->missingWeightBytes(at::kFloat));
    QVERIFY(pictureOf(*sharing).latents == pictureOf(*alone).latents);
    QVERIFY(pictureOf(*fresh).latents == pictureOf(*loaded).latents); // takes over from the one with a LoRA
}

QTEST_APPLESS_MAIN(TestLoraPictures)
#include "test_lora_pictures.moc"
