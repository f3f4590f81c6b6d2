// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/pipelines/image_pipeline.h"
#include "inference/weights/safetensors_file.h"
#include "tests/support/safetensors_writer.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

namespace fs = std::filesystem;

class SilentObserver final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int /*step*/, int /*of*/) override {}
    void previewed(const Image& /*preview*/) override {}
};

/// sd1-tiny with a bias of one network so large that sums with it leave the range of fp16, but not that of fp32.
DiffusionModel overflowingModel(const QTemporaryDir& folder, const std::string& part, const std::string& tensor)
{
    const fs::path copy = fs::path(folder.path().toStdString()) / "model";
    fs::copy(fs::path(GESSO_FIXTURES) / "models/sd1-tiny", copy, fs::copy_options::recursive);
    const fs::path weights = copy / part / "diffusion_pytorch_model.safetensors";
    std::map<std::string, at::Tensor> tensors;
    {
        const SafetensorsFile source(weights);
        for (const std::string& name : source.names()) {
            tensors[name] = source.load(name);
        }
    }
    tensors.at(tensor).fill_(60000.);
    fs::remove(weights);
    test::writeSafetensors(weights, tensors);
    return {ModelFiles::open(copy), at::Device(at::kCPU), backendFor(at::kCPU)};
}

} // namespace

class TestFp32Retry final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStageThatOverflowsIsRepeatedInFp32_data();
    void aStageThatOverflowsIsRepeatedInFp32();
};

void TestFp32Retry::aStageThatOverflowsIsRepeatedInFp32_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("tensor");
    QTest::newRow("unet") << QByteArray("unet") << QByteArray("conv_in.bias");
    QTest::newRow("vae") << QByteArray("vae") << QByteArray("decoder.conv_in.bias");
}

void TestFp32Retry::aStageThatOverflowsIsRepeatedInFp32()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, tensor);
    const QTemporaryDir folder;
    const DiffusionModel model = overflowingModel(folder, part.toStdString(), tensor.toStdString());
    const std::uint64_t all = model.missingWeightBytes(at::kFloat);
    GenerationRequest request;
    request.prompt = "a red boat";
    request.steps = 2;
    request.width = 64;
    request.height = 64;
    PipelineOptions options;
    options.dtype = at::kHalf;
    SilentObserver observer;
    StageTimings timings;

    const JobImage image = ImagePipeline(model, request, {}, options).make(0, timings, observer, {});

    QCOMPARE(image.picture->width, 64);
    const std::uint64_t missing = model.missingWeightBytes(at::kFloat);
    QVERIFY2(missing < all, "no network was loaded in fp32");
    QVERIFY2(missing > 0, "more than one stage was repeated");
}

QTEST_APPLESS_MAIN(TestFp32Retry)
#include "test_fp32_retry.moc"
