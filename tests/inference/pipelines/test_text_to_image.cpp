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

const DiffusionModel& model(const std::string& name)
{
    static std::map<std::string, std::unique_ptr<DiffusionModel>> models;
    std::unique_ptr<DiffusionModel>& found = models[name];
    if (found == nullptr) {
        found = std::make_unique<DiffusionModel>(ModelFiles::open(kFixtures + "/models/" + name), at::Device(at::kCPU),
                                                 backendFor(at::kCPU));
    }
    return *found;
}

GenerationRequest requestOf(const nlohmann::json& test)
{
    GenerationRequest request;
    request.prompt = test.at("prompt");
    request.syntax = PromptSyntax::Plain; // diffusers'
    request.negativePrompt = test.at("negative");
    request.scheduler = *fromName<SchedulerKind>(test.at("scheduler").get<std::string>());
    request.steps = test.at("steps");
    request.guidanceScale = test.at("guidance");
    request.guidanceRescale = test.at("guidance_rescale");
    request.clipSkip = test.at("clip_skip").is_null() ? 1 : test.at("clip_skip").get<int>() + 1;
    request.seed = test.at("seed");
    request.count = test.at("count");
    request.width = test.at("width");
    request.height = test.at("height");
    return request;
}

at::Tensor pixels(const Image& image)
{
    return at::tensor(image.u8(), at::kByte).reshape({image.height, image.width, image.channels}).to(at::kInt);
}

} // namespace

/// Parity with diffusers, picture by picture: tests/fixtures/reference/pipelines.json.
class TestTextToImage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesThePictureThatDiffusersMakes_data();
    void makesThePictureThatDiffusersMakes();
};

void TestTextToImage::makesThePictureThatDiffusersMakes_data()
{
    QTest::addColumn<QByteArray>("row");
    const nlohmann::json all = nlohmann::json::parse(std::ifstream(kFixtures + "/reference/pipelines.json"));
    for (const nlohmann::json& row : all.at("cases")) {
        QTest::newRow(row.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(row.dump());
    }
}

void TestTextToImage::makesThePictureThatDiffusersMakes()
{
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const SafetensorsFile reference(kFixtures + "/reference/" + test.at("file").get<std::string>());
    const at::Tensor latents = reference.load(test.at("tensors").at("latents"));
    const at::Tensor pictures = reference.load(test.at("tensors").at("picture")).to(at::kInt);
    const GenerationRequest request = requestOf(test);
    PipelineOptions options;
    options.latents = true;
    ImagePipeline pipeline(model(test.at("model")), request, {}, options);
    SilentObserver observer;
    StageTimings timings;

    for (int i = 0; i < request.count; ++i) {
        const JobImage image = pipeline.make(i, timings, observer, {});

        QCOMPARE(image.seed, request.seed + static_cast<std::uint64_t>(i));
        const at::Tensor given = at::tensor(image.latents).reshape(latents[i].sizes());
        const double error = ((given - latents[i]).norm() / latents[i].norm()).item<double>();
        const int difference =
            (pixels(inFormat(*image.picture, PixelFormat::U8)) - pictures[i]).abs().max().item<int>();
        const QString figures = QString("latents %1, picture %2").arg(error, 0, 'e', 1).arg(difference);
        qInfo().noquote() << figures;
        QVERIFY2(error <= 1e-4 && difference <= 1, qPrintable(figures));
    }
}

QTEST_APPLESS_MAIN(TestTextToImage)
#include "test_text_to_image.moc"
