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

/// A tensor [H, W, 3] or [H, W] of bytes.
Picture imageOf(const at::Tensor& pixels)
{
    const at::Tensor bytes = pixels.contiguous();
    const std::uint8_t* first = bytes.data_ptr<std::uint8_t>();
    const int channels = bytes.dim() == 3 ? static_cast<int>(bytes.size(2)) : 1;
    return makePicture({static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)), channels,
                        std::vector<std::uint8_t>(first, first + bytes.numel())});
}

GenerationRequest requestOf(const nlohmann::json& test)
{
    GenerationRequest request;
    request.prompt = test.at("prompt");
    request.syntax = PromptSyntax::Plain; // diffusers'
    request.negativePrompt = test.at("negative");
    request.syntax = PromptSyntax::Plain;
    request.scheduler = fromName<SchedulerKind>(test.at("scheduler").get<std::string>()).value();
    request.steps = test.at("steps");
    request.guidanceScale = test.at("guidance");
    request.seed = test.at("seed");
    request.count = test.at("count");
    request.width = test.value("width", 64);
    request.height = test.value("height", 64);
    request.strength = test.value("strength", 1.);
    request.task = test.at("task") == "img2img"   ? Task::ImageToImage
                   : test.at("task") == "inpaint" ? Task::Inpaint
                                                  : Task::Panorama;
    request.inpaint.composite = false;
    request.panorama.wrapX = test.value("circular", false);
    return request;
}

GenerationInputs inputsOf(Task task, const SafetensorsFile& reference)
{
    GenerationInputs inputs;
    if (task != Task::Panorama) {
        inputs.init = imageOf(reference.load("input.picture"));
    }
    if (task == Task::Inpaint) {
        inputs.mask = imageOf(reference.load("input.mask"));
    }
    return inputs;
}

at::Tensor latentsOf(const JobImage& image, const at::Tensor& like)
{
    return at::tensor(image.latents).reshape(like.sizes());
}

} // namespace

/// Image to image, inpainting and panoramas against whole runs of diffusers.
class TestImagePipelines final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makeWhatDiffusersMakes_data();
    void makeWhatDiffusersMakes();
};

void TestImagePipelines::makeWhatDiffusersMakes_data()
{
    QTest::addColumn<QByteArray>("row");
    const nlohmann::json all = nlohmann::json::parse(std::ifstream(kFixtures + "/reference/image-pipelines.json"));
    QCOMPARE(all.at("cases").size(), all.at("count").get<std::size_t>());
    for (const nlohmann::json& row : all.at("cases")) {
        QTest::newRow(row.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(row.dump());
    }
}

void TestImagePipelines::makeWhatDiffusersMakes()
{
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const SafetensorsFile reference(kFixtures + "/reference/" + test.at("file").get<std::string>());
    const at::Tensor latents = reference.load(test.at("tensors").at("latents"));
    const DiffusionModel model(ModelFiles::open(kFixtures + "/models/" + test.at("model").get<std::string>()),
                               at::Device(at::kCPU), backendFor(at::kCPU));
    const GenerationRequest request = requestOf(test);
    PipelineOptions options;
    options.latents = true;
    ImagePipeline pipeline(model, request, inputsOf(request.task, reference), options);
    SilentObserver observer;
    StageTimings timings;

    // In a batch diffusers encodes the masked picture once, with the first seed's noise; here each picture is the same
    // alone and in a batch.
    const int comparable = request.task == Task::Inpaint ? 1 : request.count;
    for (int i = 0; i < comparable; ++i) {
        const JobImage image = pipeline.make(i, timings, observer, {});
        const at::Tensor given = latentsOf(image, latents[i]);
        const double error = ((given - latents[i]).norm() / latents[i].norm()).item<double>();
        int difference = 0;
        if (test.at("tensors").contains("picture")) {
            const at::Tensor pictures = reference.load(test.at("tensors").at("picture")).to(at::kInt);
            const at::Tensor bytes =
                at::tensor(inFormat(*image.picture, PixelFormat::U8).u8(), at::kByte).reshape(pictures[i].sizes());
            difference = (bytes.to(at::kInt) - pictures[i]).abs().max().item<int>();
        }
        const QString figures = QString("latents %1, picture %2").arg(error, 0, 'e', 1).arg(difference);
        qInfo().noquote() << figures;
        QVERIFY2(error <= 1e-4 && difference <= 1, qPrintable(figures));
    }
}

QTEST_APPLESS_MAIN(TestImagePipelines)
#include "test_image_pipelines.moc"
